"""The page of one case: what was looked into, agreed, decided and done, and what is due."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hjemmebane import clock
from hjemmebane.domain.agenda import MeetingState
from hjemmebane.domain.case_status import CaseStatus
from hjemmebane.domain.cases import lacks_child_assessment
from hjemmebane.domain.deadlines import ObligationState
from hjemmebane.domain.goals import Judgement
from hjemmebane.domain.people import PARENT_ROLES, PartyRole
from hjemmebane.edges.staff.cases.views.parts import case_url, reader
from hjemmebane.records.access.acting import may
from hjemmebane.records.access.doors import staff_door
from hjemmebane.records.access.queries import team_of
from hjemmebane.records.agenda.queries import MeetingRow, meetings_of, obligations_of
from hjemmebane.records.cases import queries
from hjemmebane.records.cases.queries.deciding import Around, around_decisions
from hjemmebane.records.cases.queries.rows import DecisionRow, GoalView, Ladder
from hjemmebane.records.courses.queries import courses_of
from hjemmebane.records.people.queries import PartyRow, is_custody_missing, parties_of
from hjemmebane.ui.rows import Action, DeadlineRow, GoalRow, Happening, PersonRow, Urgency
from hjemmebane.ui.words import listing, moment, short_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hjemmebane.records.access.models import User
    from hjemmebane.records.agenda.queries import ObligationRow
    from hjemmebane.records.cases.models import Case
    from hjemmebane.records.cases.queries.rows import AssessmentRow, MeasureRow

URGENCY = {
    ObligationState.OVERDUE: Urgency.LATE,
    ObligationState.DUE_SOON: Urgency.WEEK,
    ObligationState.EXCEPTED: Urgency.WEEK,
}


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting on the case's page."""

    public_id: str
    title: str
    detail: str
    agreements: str
    is_open: bool


@staff_door
@require_safe
def case(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one case."""
    user = reader(request)
    found = queries.get_case(public_id, user)
    row = queries.case_row(found, user)
    can_work = queries.may_work_on(found, user) and not row.is_closed
    links = _links(public_id, user, can_work=can_work)
    can = {name: can_work and may(user, right) for name, right in ROW_RIGHTS.items()}
    measures, assessments = queries.measures_of(found, user), queries.assessments_of(found, user)
    context = {
        "signposts": queries.signposts_in([found.dossier_id], user),
        "signposting_url": reverse("staff:signposting", args=[found.dossier.public_id])
        if not row.is_closed and may(user, "signposting.log")
        else "",
        "reviews": _reviews(found, user, measures, assessments),
        "case": row,
        "story": found.story,
        "can_work": can_work,
        "is_restricted": found.dossier.is_restricted,
        "title": f"{row.child.name}",
        "lead": _lead(row.number, found),
        "crumbs": [("Sager", reverse("staff:cases")), (row.number, "")],
        "actions": _actions(links),
        "services_href": links.get("case_services", ""),
        "can": can,
        "deadlines": [_deadline(o) for o in obligations_of(found.dossier, user, clock.now())],
        "people": _people(found, user),
        "people_url": reverse("staff:case_people", args=[public_id]),
        "is_custody_missing": is_custody_missing(found.child),
        "siblings": [
            PersonRow(str(r.child.name), r.number, r.adviser, case_url(r.public_id))
            for r in queries.siblings_cases(found, user)
        ],
        "screening": queries.screening_of(found, user),
        "assessments": assessments,
        "is_child_assessment_missing": lacks_child_assessment(
            (one.step for one in measures if one.is_running), (one.kind for one in assessments)
        ),
        "plans": queries.plans_of(found, user),
        "goals": _goals(found, user, can_work=can["goals"]),
        "decisions": _decisions(found, user),
        "measures": measures,
        "measure_headers": ["Indsats", "Trin", "Udfører", "Begyndt", "Slut"],
        "courses": _courses(found, user),
        "course_url": reverse("staff:course_start", args=[found.dossier.public_id]),
        "risks": queries.risks_of(found.dossier, user),
        "ladder": _ladder(queries.ladder_of(found, user)),
        "coordination": queries.coordination_of(found, user),
        "follow_ups": queries.follow_ups_of(found, user),
        "rhythm": next(iter(queries.rhythms_of(found, user)), None),
        "meetings": [_meeting(row) for row in reversed(meetings_of(found.dossier, user))],
        "notes": queries.notes_of(found.pk, user),
        "links": links,
        "coordination_url": reverse("staff:coordination", args=[public_id]),
    }
    return render(request, "staff/cases/case.html", context)


def _reviews(
    found: "Case",
    user: "User",
    measures: "Sequence[MeasureRow]",
    assessments: "Sequence[AssessmentRow]",
) -> queries.Reviews:
    """Return what other professions contributed, as far as the case has come."""
    running = (one.started_on for one in measures if one.is_running)
    kinds = [one.kind for one in assessments]
    return queries.reviews_of(found, user, assessments=kinds, help_since=min(running, default=None))


def _lead(number: str, found: "Case") -> str:
    standing = CaseStatus(found.status).label
    state = f"Lukket {short_date(found.closed_at)}" if found.closed_at else standing
    return f"Sag {number} · {state} · Kommunen blev opmærksom {short_date(found.aware_on)}"


# What can be begun from a case's page, and the right each takes.
RIGHTS = {
    "case_services": "service.choose",
    "case_screening": "case.screen",
    "case_plan": "plan.make",
    "goal_new": "goal.agree",
    "decision_new": "decision.make",
    "follow_up": "follow_up.start",
    "follow_up_move": "follow_up.move_next",
    "case_event": "case.note_event",
    "case_risk": "placement_risk.judge",
    "follow_up_rhythm": "follow_up.choose_rhythm",
    "case_reviews": "case.note_review",
    "case_meeting_new": "case.plan_meeting",
    "case_story": "case.write_story",
    "case_adviser": "case.set_adviser",
    "case_circle": "case.close_circle",
    "case_close": "case.close",
}
# What can be done with one of the case's rows: a goal, a measure, an assessment.
ROW_RIGHTS = {
    "goals": "goal.change",
    "assessments": "assessment.write",
    "measures": "measure.start",
    "courses": "course.start",
    "approve": "decision.approve",
    "correct": "decision.correct_date",
    "notify": "decision.give",
    "consent": "decision.note_consent",
    "complain": "complaint.receive",
    "reassess": "complaint.reassess",
    "meetings": "case.plan_meeting",
}


def _links(public_id: UUID, user: "User", *, can_work: bool) -> dict[str, str]:
    """Return the addresses that the reader may open: nobody is led to a page not theirs."""
    open_to = [name for name, right in RIGHTS.items() if can_work and may(user, right)]
    return {name: reverse(f"staff:{name}", args=[public_id]) for name in open_to}


def _actions(links: dict[str, str]) -> list[Action]:
    offered = (
        ("follow_up", "Formel opfølgning", "primary"),
        ("decision_new", "Ny afgørelse", "second"),
        ("goal_new", "Nyt mål", "second"),
        ("case_meeting_new", "Planlæg møde", "second"),
    )
    return [Action(text, links[name], kind) for name, text, kind in offered if name in links]


def _deadline(row: "ObligationRow") -> DeadlineRow:
    urgency = URGENCY.get(row.state, Urgency.LATER)
    return DeadlineRow(
        when=row.left_words,
        day=row.due_short,
        title=row.name,
        detail=row.law_text,
        urgency=Urgency.DONE if row.is_settled else urgency,
        href=f"/frister/{row.public_id}/",
    )


def _people(found: "Case", user: "User") -> list[PersonRow]:
    family = [PersonRow(str(row.card.name), _place(row)) for row in parties_of(found.dossier, user)]
    staff = [
        PersonRow(row.name, row.title, f"siden {short_date(row.from_on)}")
        for row in team_of(found.dossier)
    ]
    return family + staff


def _place(row: PartyRow) -> str:
    """Return what somebody is to the child and to the case: “mor, har forældremyndighed”."""
    words = PARTY_WORDS[row.role]
    if row.role in PARENT_ROLES:
        return f"{row.kin or 'forælder'}, {words}"
    return words if row.role == PartyRole.CHILD else row.kin or words


PARTY_WORDS = {
    "child": "barn",
    "custody_parent": "har forældremyndighed",
    "parent": "uden forældremyndighed",
    "sibling": "søskende",
    "network": "netværk",
}


def _meeting(row: MeetingRow) -> MeetingLine:
    """Return a meeting in words: when, what, with whom, formal or not."""
    who = [str(seat.person.name) if seat.person else seat.words for seat in row.seats]
    there = [
        str(seat.person.name) if seat.person else seat.words for seat in row.seats if seat.was_there
    ]
    is_held = row.state is MeetingState.HELD
    parts = [
        "Formelt, tæller som opfølgning" if row.is_formal else "Uformelt",
        row.place,
        row.purpose,
        f"Med var {listing(there)}" if is_held else f"Inviteret: {listing(who)}",
        row.missing,
        f"Uden familien: {row.absence_words.lower()}" if row.absence_words else "",
        row.replies,
    ]
    return MeetingLine(
        row.public_id,
        f"{row.label} {moment(row.starts_at)}, {row.state.label}",
        " · ".join(part for part in parts if part),
        row.agreements,
        row.state is MeetingState.PLANNED and row.course_id is None,
    )


def _goals(found: "Case", user: "User", *, can_work: bool) -> list[tuple[GoalRow, str, str]]:
    rows = []
    for goal in queries.goals_of(found.dossier, user):
        args = [found.public_id, goal.public_id]
        edit = reverse("staff:goal_edit", args=args) if can_work and goal.is_running else ""
        progress = reverse("staff:goal_progress", args=args) if edit else ""
        rows.append((_goal(goal), edit, progress))
    return rows


def _goal(goal: GoalView) -> GoalRow:
    speaker = str(goal.words_of.name) if goal.words_of else "Familien"
    said = [f"{speaker}, aftalt {short_date(goal.agreed_on)}", goal.area.label]
    standing = goal.standing
    if standing.now is not None:
        said.append(f"fra {standing.start} til {standing.now} på 0–10")
    if standing.judgement is not None:
        said.append(Judgement(standing.judgement).label.lower())
    if goal.stance:
        said.append(goal.stance.words)
    if goal.ended_on:
        said.append(f"sluttede {short_date(goal.ended_on)}")
    return GoalRow(goal.own_words, goal.professional_words, " · ".join(said))


def _decisions(found: "Case", user: "User") -> list[tuple[DecisionRow, Around]]:
    """Return each decision with those it is about and the complaints over it."""
    around, nothing = around_decisions(found, user), Around()
    return [(row, around.get(row.public_id, nothing)) for row in queries.decisions_of(found, user)]


def _courses(found: "Case", user: "User") -> list[Happening]:
    return [
        Happening(
            short_date(row.started_on),
            row.title,
            row.unit if row.is_running else f"{row.unit}, sluttet",
            reverse("staff:course", args=[row.public_id]),
        )
        for row in courses_of(found.dossier, user)
    ]


def _ladder(ladder: Ladder) -> dict[str, Any]:
    moves = [
        Happening(
            short_date(move.on),
            move.movement.label.capitalize(),
            "; ".join(move.reasons),
        )
        for move in ladder.moves
    ]
    return {
        "steps": [queries.step_label(step.key) for step in ladder.steps],
        "moves": moves,
        "everyday_life": ladder.everyday_life,
    }
