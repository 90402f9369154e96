"""The course page in ready words: header, questions, next visit, people, facts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.contacts import CONTACT_STATE_WORDS, PARTY_WORDS, ContactState
from hjemmebane.domain.course_budget import BudgetState
from hjemmebane.domain.course_due import DueItem, DueState
from hjemmebane.domain.programmes import EVIDENCE_WORDS, MilestoneKind
from hjemmebane.edges.staff.courses.content import AIM
from hjemmebane.edges.staff.courses.elements import (
    FocusLine,
    TopicLine,
    dials,
    focus_before,
    focus_lines,
    topic_lines,
)
from hjemmebane.edges.staff.courses.fidelity import grid, note
from hjemmebane.edges.staff.courses.meetings import SeriesLine, meeting_lines, series
from hjemmebane.edges.staff.courses.questions import Question, questions
from hjemmebane.edges.staff.courses.weeks import course_weeks
from hjemmebane.edges.staff.courses.wondering import wonderings
from hjemmebane.records.access.acting import may
from hjemmebane.records.cases.queries.rows import GoalView
from hjemmebane.records.courses.queries import ContactRow, CoursePage
from hjemmebane.ui.charts.course_weeks import CourseWeeks
from hjemmebane.ui.charts.dials import ElementDials
from hjemmebane.ui.charts.fidelity import FidelityGrid
from hjemmebane.ui.rows import Action, DeadlineRow, GoalRow, Happening, PersonRow, Urgency
from hjemmebane.ui.words import days_away, listing, moment, near_day, short_date, weekday_day

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User

URGENCY = {
    DueState.LATE: Urgency.LATE,
    DueState.SOON: Urgency.WEEK,
    DueState.LATER: Urgency.LATER,
    DueState.DONE: Urgency.DONE,
}
TONES = {BudgetState.WARN: "warn", BudgetState.STOP: "late", BudgetState.OVER: "late"}
SHOWN_CONTACTS = 12
NOT_ASKED = "forældrene er ikke spurgt, om de selv ser det"


@dataclass(frozen=True)
class CourseView:
    """Everything the template shows, in the order it is shown."""

    page: CoursePage
    title: str
    lead: str
    crumbs: tuple[tuple[str, str], ...]
    actions: tuple[Action, ...]
    questions: tuple[Question, ...]
    wonderings: tuple[Question, ...]
    taking_part: tuple[tuple[str, str], ...]
    purposes: tuple[tuple[str, str], ...]
    next_when: str
    next_facts: tuple[tuple[str, str], ...]
    agreed_last: str
    people: tuple[PersonRow, ...]
    facts: tuple[tuple[str, str], ...]
    chart: CourseWeeks | None
    dials: ElementDials | None
    focus: tuple[FocusLine, ...]
    focus_before: tuple[tuple[str, str], ...]
    may_focus: str
    topics: tuple[TopicLine, ...]
    fidelity: FidelityGrid | None
    fidelity_note: str
    due: tuple[DeadlineRow, ...]
    budget_tone: str
    goals: tuple[GoalRow, ...]
    contacts: tuple[Happening, ...]
    meetings: tuple[Happening, ...]
    network_meetings: tuple[SeriesLine, ...]
    works: tuple[tuple[str, str, str], ...]
    more: tuple[Action, ...]


def course_view(page: CoursePage, user: "User") -> CourseView:
    """Return the course page of one reader."""
    standing, course = page.standing, page.course
    phase = standing.phase
    lead = [f"Familien {course.family_name}", standing.week_words]
    if phase:
        lead.append(f"fase {phase.number}, {phase.title.lower()}")
    if course.ended_on:
        lead[1:] = [f"slut {short_date(course.ended_on)}", page.end_words.lower()]
    upcoming = page.next_contact
    return CourseView(
        page=page,
        title=course.title,
        lead=" · ".join(lead),
        crumbs=_crumbs(page),
        actions=_actions(page, user),
        questions=questions(page, user),
        wonderings=wonderings(page, user),
        taking_part=tuple((row.who.name, row.words) for row in page.participation),
        purposes=tuple((part.title, part.words) for part in page.purposes),
        next_when=_when(upcoming) if upcoming else "",
        next_facts=_next_facts(upcoming),
        agreed_last=page.last_held.agreed_next if page.last_held else "",
        people=_people(page),
        facts=_facts(page),
        chart=course_weeks(page),
        dials=dials(page, user),
        focus=focus_lines(page),
        focus_before=focus_before(page),
        may_focus=_may_focus(page, user),
        topics=topic_lines(page, user),
        fidelity=grid(page),
        fidelity_note=note(page),
        due=_due(page, user),
        budget_tone=TONES.get(standing.contacts.state, "info"),
        goals=tuple(_goal(page, user, goal) for goal in page.goals),
        contacts=tuple(_contact(row) for row in page.contacts[:SHOWN_CONTACTS]),
        meetings=meeting_lines(page, user),
        network_meetings=series(page, user),
        works=_works(page, user),
        more=_more(page, user),
    )


def _may_focus(page: CoursePage, user: "User") -> str:
    """Return where a focus point is made, for who may; the programme must work by them."""
    can = page.is_on_course and not page.course.ended_on and may(user, "course.make_focus")
    return link("course_focus", page) if can and page.programme.focus_points else ""


def link(name: str, page: CoursePage, *more: object) -> str:
    """Return an address under the course."""
    return reverse(f"staff:{name}", args=[page.course.public_id, *more])


def _crumbs(page: CoursePage) -> tuple[tuple[str, str], ...]:
    case = f"/sager/{page.case_public_id}/" if page.case_public_id else ""
    return ((f"Familien {page.course.family_name}", case), (page.course.title, ""))


def _actions(page: CoursePage, user: "User") -> tuple[Action, ...]:
    if page.course.ended_on:
        can_report = may(user, "report.fill")
        report = Action("Afsluttende status", link("report_open", page), "primary")
        return (report,) if can_report else ()
    if not page.is_on_course:
        return ()
    offered = (
        ("contact.write", Action("Skriv kontakt", link("contact_write", page), "primary")),
        ("contact.plan", Action("Planlæg besøg", link("contact_plan", page))),
        ("feedback_link.make", Action("Spørg familien", link("feedback", page))),
    )
    return tuple(act for right, act in offered if may(user, right))


def _more(page: CoursePage, user: "User") -> tuple[Action, ...]:
    """Return what else can be done, by role; the action itself has the last word."""
    if page.course.ended_on:
        return ()
    programme = page.programme
    is_bounded = bool(programme.contacts or page.standing.expected_end)
    offered = (
        ("Netværksmøde", "course_meeting", ("network_meeting",), may(user, "course.plan_meeting")),
        ("Andet møde", "course_meeting", ("other_meeting",), may(user, "course.plan_meeting")),
        ("Aftal mål", "course_goal", (), may(user, "goal.agree")),
        ("Hvor tit I mødes", "course_frequency", (), may(user, "course.set_frequency")),
        (
            "Planlæg arbejde i et spor",
            "course_work_add",
            (),
            page.is_on_course and bool(programme.tracks) and may(user, "course.plan_work"),
        ),
        (
            "Metode brugt",
            "course_methods",
            (),
            page.is_on_course and may(user, "course.note_method"),
        ),
        (
            "Langsigtet mål",
            "course_topic",
            (AIM,),
            bool(programme.aims) and may(user, "course.set_aim"),
        ),
        (
            "Passer indsatsen?",
            "course_target",
            (),
            bool(programme.target_titles)
            and page.content.may_read
            and may(user, "course.answer_target"),
        ),
        (
            "Plads i en gruppe",
            "group_ask",
            (),
            page.is_on_course and may(user, "group.ask_place"),
        ),
        ("Forlæng", "course_extension", (), is_bounded and may(user, "course.ask_extension")),
        *_changes(page, user),
        (
            "Tag stilling",
            "course_outcome",
            (),
            bool(programme.outcomes) and may(user, "course.decide_outcome"),
        ),
        ("Afslut forløbet", "course_end", (), may(user, "course.end")),
    )
    return tuple(Action(text, link(name, page, *more)) for text, name, more, can in offered if can)


def _changes(page: CoursePage, user: "User") -> tuple[tuple[str, str, tuple[str, ...], bool], ...]:
    """Return what changes the course itself: a pause, another worker, another programme."""
    is_here = page.is_on_course
    return (
        ("Sæt på pause", "course_pause", (), is_here and may(user, "course.pause")),
        ("Begynd igen", "course_resume", (), is_here and may(user, "course.resume")),
        ("Holdet", "course_team", (), may(user, "course.join_team")),
        ("En kollega tager over", "course_hand_on", (), may(user, "course.hand_on")),
        ("Fortsæt som et andet", "course_carry_on", (), is_here and may(user, "course.carry_on")),
    )


def _when(contact: ContactRow) -> str:
    near = near_day(contact.starts_at, clock.today())
    return f"{near.capitalize()} kl. {moment(contact.starts_at).split(' kl. ')[1]}"


def _next_facts(contact: ContactRow | None) -> tuple[tuple[str, str], ...]:
    if contact is None:
        return ()
    invited = [str(card.given_name) for card in contact.invited] + list(contact.others)
    rows = [("Hvor", contact.place), ("Kommer", listing(contact.workers))]
    rows += [("Sikkerhed", contact.safety)] if contact.safety else []
    return (*rows, *([("Inviteret", listing(invited))] if invited else []))


def _people(page: CoursePage) -> tuple[PersonRow, ...]:
    held = page.standing.contacts.used
    own = {worker.row.user_id: worker for worker in page.workers}
    today = clock.today()
    places = [place for place in page.places if place.holds_on(max(today, page.course.started_on))]
    rows = []
    for row in page.team:
        worker = own.get(row.user_id)
        note = row.phone
        if worker and held:
            note = f"{worker.held} af {held} kontakter"
        roles = [place.words for place in places if place.user_id == row.user_id and worker]
        title = "; ".join(roles) or row.title
        rows.append(PersonRow(row.name, f"{title}, fra {short_date(row.from_on)}", note))
    named = [place for place in places if place.user_id is None]
    rows += [PersonRow(one.name, one.words, "læser ikke sagen her") for one in named]
    return tuple(rows)


def _facts(page: CoursePage) -> tuple[tuple[str, str], ...]:
    programme = page.programme
    step = f"{programme.ladder_step}, {page.measure_law}"
    rows = [
        ("Familien", listing(page.family_names)),
        ("Trin", step),
        ("Formål", page.measure_purpose),
        ("I stedet for", page.measure_replaces),
        ("Langsigtet mål", page.content.aim),
        ("Målet er ændret", page.content.aim_why),
        ("Træder i stedet for", _compensates(page)),
        ("Passer særligt", "; ".join(page.content.gains)),
        ("Taler imod", "; ".join(page.content.against)),
        ("Valgt alligevel", page.content.against_why),
        ("Behov", page.agreed_needs),
        ("Hvor tit", page.frequency_words),
        ("Har sagt ja til film", listing(page.film_names)),
        ("Viden", f"{EVIDENCE_WORDS[programme.evidence.level]}."),
        ("Udfald", page.outcome),
    ]
    return tuple((label, text) for label, text in rows if text)


def _compensates(page: CoursePage) -> str:
    """Return what the help makes up for, and that it is not expected to change."""
    said = page.measure_compensates.strip().rstrip(".")
    return f"{said}. Det ventes ikke at ændre sig." if said else ""


def _due(page: CoursePage, user: "User") -> tuple[DeadlineRow, ...]:
    return tuple(_due_row(page, user, item) for item in page.standing.due)


def _due_row(page: CoursePage, user: "User", item: DueItem) -> DeadlineRow:
    day = item.done_on or item.due_on
    is_ahead = item.due_on is not None and item.done_on is None
    whom = f" Med {listing([PARTY_WORDS[p] for p in item.parties])}." if item.parties else ""
    return DeadlineRow(
        when=days_away(item.due_on, clock.today()) if is_ahead and item.due_on else "",
        day=weekday_day(day) if day else "",
        title=item.title,
        detail=f"{item.words}.{whom} {item.why}",
        urgency=URGENCY[item.state],
        action=_due_action(page, user, item.key, item.kind, is_done=item.done_on is not None),
    )


def _due_action(
    page: CoursePage, user: "User", key: str, kind: MilestoneKind, *, is_done: bool
) -> Action | None:
    if is_done or page.course.ended_on:
        return None
    if kind is MilestoneKind.MEETING and may(user, "course.plan_meeting"):
        return Action("Møde", link("course_meeting", page, key), "small")
    can_mark = page.is_on_course and may(user, "course.mark_milestone")
    if kind is MilestoneKind.DOCUMENT and can_mark:
        return Action("Meld færdig", link("course_milestone", page, key), "small")
    if kind is MilestoneKind.DECISION and may(user, "course.decide_outcome"):
        return Action("Tag stilling", link("course_outcome", page), "small")
    return None


def _goal(page: CoursePage, user: "User", goal: GoalView) -> GoalRow:
    since = f"{goal.area.label} · aftalt {short_date(goal.agreed_on)}"
    if goal.points:
        newest = goal.points[-1]
        since += f" · set på {len(goal.points)} gange, senest {short_date(newest.on)}"
    can = page.is_on_course and not page.course.ended_on and may(user, "goal.note_stance")
    since += f" · {goal.stance.words if goal.stance else NOT_ASKED}"
    href = link("course_goal_stance", page, goal.public_id) if can else ""
    return GoalRow(goal.own_words, goal.professional_words, since, href)


def _contact(row: ContactRow) -> Happening:
    workers = listing(row.workers)
    title = f"{row.place}, {CONTACT_STATE_WORDS[row.state]}"
    if row.is_formal:
        title += ", formel opfølgning"
    touched = [f"»{goal.own_words}«" for goal in row.goals]
    parts = [workers, row.cancel_words, listing(touched)]
    return Happening(
        when=moment(row.starts_at),
        title=title,
        detail=" · ".join(part for part in parts if part),
        href=reverse("staff:contact", args=[row.public_id]),
        icon="" if row.state in {ContactState.HELD, ContactState.PLANNED} else "warning",
    )


def _works(page: CoursePage, user: "User") -> tuple[tuple[str, str, str], ...]:
    if not page.is_on_course or page.course.ended_on or not may(user, "course.move_work"):
        return ()
    return tuple(
        (
            f"{work.title} ({work.track})",
            f"uge {work.from_week}–{work.to_week}",
            link("course_work_move", page, work.public_id),
        )
        for work in page.works
    )
