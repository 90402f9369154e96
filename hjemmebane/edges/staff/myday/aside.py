"""The column beside: what turned, waits for a family, was not seen for long, and own load."""

from django.urls import reverse

from hjemmebane import catalogue
from hjemmebane.domain.access import RoleKey
from hjemmebane.domain.agenda import MeetingKind, MeetingState
from hjemmebane.domain.documents import ReportState
from hjemmebane.edges.staff.myday.seen import SILENT_SHOWN, Seen
from hjemmebane.edges.staff.reports.rows import report_steps
from hjemmebane.records.access.acting import may
from hjemmebane.records.agenda.queries import MeetingRow
from hjemmebane.records.cases.queries.day import cases_by_week
from hjemmebane.records.documents.queries.family import FamilyReport, reports_in
from hjemmebane.records.feedback.lines import AnswerLine
from hjemmebane.records.people.queries import family_title, in_sentence
from hjemmebane.ui.charts.caseload import Caseload, WeekLoad
from hjemmebane.ui.charts.feedback_trend import Answer, FeedbackTrend
from hjemmebane.ui.charts.silent_since import Silence, SilentSince
from hjemmebane.ui.rows import DocumentRow, Link, TurnedFeedback
from hjemmebane.ui.words import near_day, short_day

FEWEST_WEEKS = 4
SHOWN = 6


def turned(seen: Seen) -> tuple[TurnedFeedback, ...]:
    """Return the answers that turned lately or are low: one a person, where it fell the most.

    One stays until somebody wrote what it changed.
    """
    silent = catalogue.current_profile().number("contact.silent_days")
    fresh = [
        line
        for line in seen.lines
        if line.asks_for_talk and (seen.today - line.points[-1][0]).days <= silent
    ]
    fresh.sort(key=_fall, reverse=True)
    by_person = {line.person_id: line for line in reversed(fresh)}
    shown = sorted(by_person.values(), key=_fall, reverse=True)
    return tuple(_turned(line, seen) for line in shown[:SHOWN])


def _fall(line: AnswerLine) -> int:
    """Return how far the last answer lies below the highest of those just before it."""
    values = [value for _, value in line.trend.points]
    return max(values) - values[-1]


def _turned(line: AnswerLine, seen: Seen) -> TurnedFeedback:
    who = str(seen.people[line.person_id].name)
    family = seen.families.get(line.dossier_id)
    response = line.points[-1][2]
    href = reverse("staff:response", args=[response]) if line.may_open else ""
    if not href and family:
        href = reverse("staff:family", args=[family.public_id])
    answers = tuple(Answer(on, value) for on, value, _ in line.points)
    return TurnedFeedback(
        who=who,
        question=line.question,
        trend=FeedbackTrend(who, line.question, answers),
        text=f"{line.trend.words}. {short_day(line.points[-1][0]).capitalize()}",
        href=href,
        action=_act(line, response, seen),
    )


def _act(line: AnswerLine, response: str, seen: Seen) -> Link | None:
    """Return what to do about it: the coming meeting's agenda, else what was changed.

    The agenda is open to all who are asked to the meeting, so the answer itself never goes there.
    """
    meeting = _coming_meeting(line, seen)
    if meeting and may(seen.user, "meeting.add_point"):
        when = near_day(meeting.starts_at, seen.today)
        href = reverse("staff:meeting_point", args=[meeting.public_id])
        return Link(f"Sæt på dagsordenen {when}", href)
    if line.may_open:
        return Link("Skriv, hvad det ændrede", reverse("staff:response_change", args=[response]))
    return None


def _coming_meeting(line: AnswerLine, seen: Seen) -> MeetingRow | None:
    """Return the reader's next planned meeting with the family the answer came from."""
    family = seen.families.get(line.dossier_id)
    for meeting in sorted(seen.meetings, key=lambda row: row.starts_at):
        with_family = seen.families.get(meeting.dossier_id)
        is_theirs = family is not None and with_family is not None and with_family.id == family.id
        is_open = meeting.state is MeetingState.PLANNED and meeting.starts_at > seen.now
        if is_theirs and is_open and meeting.kind is not MeetingKind.CHILD_TALK:
            return meeting
    return None


def waiting(seen: Seen) -> tuple[DocumentRow, ...]:
    """Return the reports on their way past the families the reader works with."""
    courses = {row.id for row in seen.courses}
    if not courses and not seen.followed:
        return ()
    mine = seen.followed if not courses else None
    rows = [
        row
        for row in reports_in(mine, seen.user, only_waiting=True)
        if row.dossier_id in seen.followed or row.course_id in courses
    ][:SHOWN]
    families = seen.known.of({row.dossier_id for row in rows})
    return tuple(
        DocumentRow(
            title=f"{row.title}, {in_sentence(families[row.dossier_id].title)}"
            if row.dossier_id in families
            else row.title,
            steps=report_steps(row.state),
            text=_waits_for(row),
            href=reverse("staff:report", args=[row.public_id]) if row.may_open else "",
        )
        for row in rows
    )


def _waits_for(row: FamilyReport) -> str:
    if row.state is ReportState.DRAFT:
        return f"Skrives. Begyndt {short_day(row.created_at)}"
    since = f" siden {short_day(row.review_since)}" if row.review_since else ""
    return f"Hos familien{since} · {row.read} af {row.readers} har læst den. Sendes først derefter."


def silent(seen: Seen) -> SilentSince | None:
    """Return the families longest without contact; nothing while all were seen lately."""
    limit = catalogue.current_profile().number("contact.silent_days")
    rows = [
        Silence(
            _short(family_title(row.family_name, row.children)),
            row.days,
            reverse("staff:course", args=[row.course_public_id]),
        )
        for row in seen.silent_courses
    ]
    rows += [
        Silence(
            _short(row.family.title),
            row.days,
            reverse("staff:family", args=[row.family.public_id]),
        )
        for row in seen.silent_families
    ]
    rows.sort(key=lambda row: -row.days)
    near = [row for row in rows if row.days * 2 >= limit][:SILENT_SHOWN]
    return SilentSince(tuple(near), limit) if near else None


def _short(title: str) -> str:
    return title.removeprefix("Familien ")


def load(seen: Seen) -> Caseload | None:
    """Return an adviser's own number of cases over a year, where there is one to show."""
    if RoleKey.ADVISER not in seen.roles:
        return None
    weeks = cases_by_week(seen.user)
    if len(weeks) < FEWEST_WEEKS:
        return None
    profile = catalogue.current_profile()
    return Caseload(
        tuple(WeekLoad(week.on, week.cases) for week in weeks),
        aim=profile.number("caseload.target"),
        most=profile.number("caseload.max"),
        href=reverse("staff:families"),
    )
