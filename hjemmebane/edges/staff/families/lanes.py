"""The lanes of Tidslinjen: each mark and bar a link to its record."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from textwrap import wrap

from django.urls import reverse

from hjemmebane import catalogue
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.contacts import CONTACT_STATE_WORDS, ContactState
from hjemmebane.domain.course_phases import PhaseStanding
from hjemmebane.domain.documents import REPORT_STATE_WORDS, ReportState
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.edges.staff.families.reading import FamilyRead
from hjemmebane.edges.staff.families.siblings import together, told
from hjemmebane.records.agenda.queries.family import FamilyMeeting
from hjemmebane.records.courses.queries.family import FamilyContact, FamilyCourse
from hjemmebane.records.feedback.lines import AnswerLine
from hjemmebane.ui.charts.feedback_trend import Answer, FeedbackLine
from hjemmebane.ui.charts.timeline_parts import Bar, Lane, TimelineMark
from hjemmebane.ui.http import addresses
from hjemmebane.ui.words import short_day

SHAPES = ("dot", "ring", "diamond", "square", "triangle")
PREVENTIVE_STEP = "2"
NOTE_WIDTH = 24


def lanes(read: FamilyRead) -> tuple[Lane, ...]:
    """Return the lanes that hold something, in the order of the picture."""
    found = (
        _measures(read),
        _phases(read),
        _contacts(read),
        _meetings(read),
        _feedback(read),
        Lane("Afgørelser", marks=tuple(_decisions(read))),
        Lane("Dokumenter", ("åben: venter på nogen",), marks=tuple(_documents(read))),
        Lane("Journal", marks=tuple(_notes(read))),
    )
    return tuple(
        lane for lane in found if lane.bars or lane.plan or lane.actual or lane.marks or lane.lines
    )


def case_href(public_id: str, anchor: str = "") -> str:
    """Return the address of a case, or of a place on its page."""
    url = reverse("staff:case", args=[public_id])
    return f"{url}#{anchor}" if anchor else url


def course_href(course: FamilyCourse) -> str:
    """Return the address of a course."""
    return reverse("staff:course", args=[course.public_id])


def _measures(read: FamilyRead) -> Lane:
    titles = {course.id: course.title for course in read.courses}
    bars = [
        Bar(
            told(read, titles.get(m.course_id or 0, m.title), ids),
            m.started_on,
            m.ended_on or m.expected_end_on,
            m.step.key,
            case_href(m.case_public_id, "indsatser"),
            is_planned=m.started_on > read.today,
            has_end_mark=m.ended_on is None,
        )
        for m, ids in together(read.measures, lambda m: (m.title, m.started_on, m.ended_on))
    ]
    bars += [
        Bar(
            told(read, a.kind.label, ids),
            a.started_on,
            a.finished_on or read.today,
            href=case_href(a.case_public_id, "undersoegelse"),
        )
        for a, ids in together(read.assessments, lambda a: (a.kind, a.started_on, a.finished_on))
    ]
    if not read.cases:
        bars += [
            Bar(c.title, c.started_on, c.ended_on, PREVENTIVE_STEP, course_href(c))
            for c in read.courses
        ]
    bars.sort(key=lambda bar: (bar.start, bar.label))
    notes = ("mørkere = mere", "indgribende; stiplet", "= planlagt")
    return Lane("Indsatser og trin", notes, bars=tuple(bars))


def _phases(read: FamilyRead) -> Lane:
    course = next((c for c in read.courses if c.phases), None)
    if course is None:
        return Lane("Faser")
    href = course_href(course)
    worst = max(course.phases, key=lambda phase: phase.overrun_days)
    return Lane(
        "Faser",
        ("plan øverst, faktisk nederst",),
        plan=tuple(
            Bar(_phase_title(p), p.planned_from, p.planned_to, href=href) for p in course.phases
        ),
        actual=tuple(
            Bar(
                _phase_title(p),
                p.actual_from,
                p.actual_to or (min(read.today, course.ended_on or read.today)),
                href=href,
            )
            for p in course.phases
            if p.actual_from
        ),
        drift=worst.words if worst.overrun_days > 0 else "",
    )


def _phase_title(phase: PhaseStanding) -> str:
    return f"{phase.number} {phase.title}"


def _contacts(read: FamilyRead) -> Lane:
    address = addresses("staff:contact")
    marks = [_contact(row, address(row.public_id)) for row in read.contacts]
    marks += [
        TimelineMark(
            on,
            f"formel opfølgning {short_day(on)}",
            "formal",
            case_href(case, "opfoelgninger"),
        )
        for on, case in {on: case for case, on in read.follow_ups}.items()
    ]
    marks += _planned_follow_ups(read)
    notes = ("streg: besøg", "ring: uformel", "rude: formel")
    return Lane("Kontakter", notes, marks=tuple(sorted(marks, key=lambda mark: mark.on)))


def _contact(row: FamilyContact, href: str) -> TimelineMark:
    return TimelineMark(
        on=local_day(row.starts_at),
        label=f"{row.place}, {CONTACT_STATE_WORDS[row.state]}",
        kind=_contact_kind(row),
        href=href,
        is_planned=row.state is ContactState.PLANNED,
        is_labelled=False,
    )


def _contact_kind(row: FamilyContact) -> str:
    if row.state in (ContactState.CANCELLED, ContactState.NOBODY_HOME):
        return "cancelled"
    if row.is_formal:
        return "formal"
    return "visit" if row.is_at_home else "informal"


def _planned_follow_ups(read: FamilyRead) -> list[TimelineMark]:
    """Return the nearest follow-up that is due, as an open mark on its last day."""
    rules = catalogue.current()
    due = [
        page.row
        for page in read.deadlines
        if rules.rule(page.row.rule_key, page.row.rule_version).satisfied_by
        is EventKind.FOLLOW_UP_HELD
    ]
    return [
        TimelineMark(
            row.due_on,
            f"formel opfølgning senest {short_day(row.due_on)}",
            "formal",
            reverse("staff:obligation", args=[row.public_id]),
            is_planned=True,
        )
        for row in due[:1]
    ]


def _meetings(read: FamilyRead) -> Lane:
    marks = [
        TimelineMark(
            local_day(row.starts_at),
            told(read, row.label, ids) if row.course_id is None else row.label,
            "meeting",
            _meeting_href(row, read),
            is_planned=not row.is_held,
        )
        for row, ids in together(read.meetings, lambda row: (row.label, row.starts_at, row.is_held))
    ]
    return Lane("Møder", ("fyldt: holdt",), marks=tuple(marks))


def _meeting_href(row: FamilyMeeting, read: FamilyRead) -> str:
    course = next((c for c in read.courses if c.id == row.course_id), None)
    if course:
        return course_href(course)
    case = next((c for c in read.cases if c.dossier_id == row.dossier_id and c.may_read), None)
    return case_href(case.public_id) if case else ""


def _feedback(read: FamilyRead) -> Lane:
    """Return one question's answers, a line for each person; several questions make no sum."""
    if not read.lines:
        return Lane("Tilbagemelding")
    asked = Counter(line.question for line in read.lines for _ in line.points)
    question = asked.most_common(1)[0][0]
    by_person: dict[int, list[AnswerLine]] = defaultdict(list)
    for line in read.lines:
        if line.question == question:
            by_person[line.person_id].append(line)
    shown = list(by_person.items())[: len(SHAPES)]
    turned = [line for _, lines_ in shown for line in lines_ if line.trend.has_turned]
    return Lane(
        "Tilbagemelding",
        (*wrap(f"»{question}«", NOTE_WIDTH), "0–10"),
        lines=tuple(
            FeedbackLine(read.first_name(person_id), _answers(own), SHAPES[place])
            for place, (person_id, own) in enumerate(shown)
        ),
        drift=_turned_words(turned[0], read) if turned else "",
    )


def _turned_words(line: AnswerLine, read: FamilyRead) -> str:
    values = [value for _, value, _ in line.points]
    before = max(values[-len(line.trend.points) : -1], default=values[-1])
    who, on = read.first_name(line.person_id), short_day(line.points[-1][0])
    return f"{who} faldt {before} → {values[-1]} den {on}"


def _answers(lines_: list[AnswerLine]) -> tuple[Answer, ...]:
    found = []
    for line in lines_:
        last = len(line.points) - 1
        course = reverse("staff:course", args=[line.course_public_id])
        found += [
            Answer(
                on,
                value,
                reverse("staff:response", args=[response]) if line.may_open else course,
                has_turned=line.trend.has_turned and place == last,
            )
            for place, (on, value, response) in enumerate(line.points)
        ]
    return tuple(sorted(found, key=lambda answer: answer.on))


def _decisions(read: FamilyRead) -> Iterable[TimelineMark]:
    for row, ids in together(read.decisions, lambda row: (row.title, row.decided_on)):
        href = case_href(row.case_public_id, "afgoerelser")
        words = told(read, f"{row.title}, {row.law}", ids)
        yield TimelineMark(row.decided_on, words, "decision", href)


def _notes(read: FamilyRead) -> Iterable[TimelineMark]:
    for row, ids in together(read.notes, lambda note: (note.on, note.kind)):
        href = case_href(row.case_public_id, "journal")
        yield TimelineMark(
            row.on, told(read, row.kind.label, ids), "document", href, is_labelled=False
        )


def _documents(read: FamilyRead) -> Iterable[TimelineMark]:
    own = [case for case in read.cases if case.may_work]
    for case, ids in together(own, lambda case: case.aware_on):
        href = case_href(case.public_id, "screening")
        words = told(read, "Kommunen blev opmærksom", ids)
        yield TimelineMark(case.aware_on, words, "document", href)
    for row in read.reports:
        moment = row.sent_at or row.review_since or row.created_at
        waits = row.state is not ReportState.SENT
        words = REPORT_STATE_WORDS[row.state].lower()
        href = reverse("staff:report", args=[row.public_id]) if row.may_open else ""
        yield TimelineMark(
            local_day(moment), f"{row.title}: {words}", "document", href, is_open=waits
        )
