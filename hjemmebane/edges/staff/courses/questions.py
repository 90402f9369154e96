"""What has to be decided in a course: the question, why now, by when; nothing is chosen ahead."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.course_budget import BudgetState
from hjemmebane.domain.course_due import DueState
from hjemmebane.domain.course_rounds import next_round
from hjemmebane.domain.programmes import MilestoneKind
from hjemmebane.edges.staff.courses.content import AIM
from hjemmebane.records.access.acting import may
from hjemmebane.records.courses.queries import CoursePage
from hjemmebane.ui.rows import Action
from hjemmebane.ui.words import short_day

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User

PHASE_AHEAD_DAYS = 21
FIRST_PHASE = 1


@dataclass(frozen=True)
class Question:
    """One thing to decide, with what it rests on and where it is settled."""

    title: str
    why: str
    choices: tuple[Action, ...] = ()


def questions(page: CoursePage, user: "User") -> tuple[Question, ...]:
    """Return what waits for a decision, the most pressing first."""
    if page.course.ended_on:
        return ()
    found = [
        *_extensions(page, user),
        *_budget(page, user),
        *_meetings(page, user),
        *_target(page, user),
        *_aim(page, user),
        *_phase(page, user),
        *_round(page, user),
        *_outcome(page, user),
        *_team(page, user),
    ]
    return tuple(found)


def _link(name: str, page: CoursePage, *more: object) -> str:
    return reverse(f"staff:{name}", args=[page.course.public_id, *more])


def _open_to(user: "User", right: str, act: Action) -> tuple[Action, ...]:
    """Return the act where the reader may do it: nobody is led to a page that is not theirs."""
    return (act,) if may(user, right) else ()


def _extensions(page: CoursePage, user: "User") -> Iterable[Question]:
    for row in page.extensions:
        if row.is_agreed is not None:
            continue
        wish = f"til {row.new_limit} kontakter" if row.new_limit else ""
        end = f"til {short_day(row.new_end_on)}" if row.new_end_on else ""
        href = _link("course_extension_decide", page, row.public_id)
        settle = Action("Tag stilling", href, "small")
        yield Question(
            f"Skal forløbet forlænges {' og '.join(part for part in (wish, end) if part)}?",
            f"{row.reason}. Ønsket af {row.asked_by}. Lederen aftaler forlængelsen.",
            _open_to(user, "course.decide_extension", settle),
        )


def _budget(page: CoursePage, user: "User") -> Iterable[Question]:
    budget = page.standing.contacts
    is_open = any(row.is_agreed is None for row in page.extensions)
    if budget.state in {BudgetState.NO_LIMIT, BudgetState.OPEN} or is_open:
        return
    is_warning = budget.state is BudgetState.WARN
    yield Question(
        "Hvordan slutter forløbet?" if is_warning else "Stop og tænk: slutter forløbet nu?",
        budget.words,
        (
            *_open_to(user, "course.end", Action("Afslut", _link("course_end", page), "small")),
            *_open_to(
                user,
                "course.ask_extension",
                Action("Forlæng", _link("course_extension", page), "small"),
            ),
        ),
    )


def _meetings(page: CoursePage, user: "User") -> Iterable[Question]:
    planned = {row.key for row in page.meetings if not row.is_held and not row.is_cancelled}
    for item in page.standing.open_due:
        is_near = item.state in {DueState.LATE, DueState.SOON}
        if item.kind is MilestoneKind.MEETING and is_near and item.key not in planned:
            find = Action("Find tid", _link("course_meeting", page, item.key), "small")
            yield Question(
                f"{item.title}: hvornår mødes I?",
                f"{item.words}. {item.why}",
                _open_to(user, "course.plan_meeting", find),
            )


def _phase(page: CoursePage, user: "User") -> Iterable[Question]:
    """Ask whether the next phase begins as planned; the plan guides and stops nobody."""
    today = clock.today()
    running = page.standing.phase
    for phase in page.standing.phases:
        if phase.actual_from or phase.number == FIRST_PHASE or running is None:
            continue
        if phase.number != running.number + 1:
            continue
        if (phase.planned_from - today).days > PHASE_AHEAD_DAYS:
            continue
        before = page.standing.phases[phase.number - 2]
        last = [item.words for item in page.standing.phases if item.actual_to]
        words = (last[-1] if last else before.words).capitalize()
        begin = Action("Fasen begynder", _link("course_phase", page, phase.key), "small")
        yield Question(
            f"Begynder fase {phase.number} den {short_day(phase.planned_from)} som planlagt?",
            f"{words}. Faserne er vejledende. Behandlerne og forældrene.",
            _open_to(user, "course.begin_phase", begin),
        )


def _target(page: CoursePage, user: "User") -> Iterable[Question]:
    """Ask once whether the programme fits; a person judges, and nothing is closed meanwhile."""
    content = page.content
    if page.programme.target_titles and content.may_read and not content.is_answered:
        settle = Action("Svar", _link("course_target", page), "small")
        yield Question(
            "Passer indsatsen til familien?",
            "Kendetegnene er en hjælp til samtalen. Intet af dem spærrer.",
            _open_to(user, "course.answer_target", settle),
        )


def _aim(page: CoursePage, user: "User") -> Iterable[Question]:
    if page.programme.aims and not page.content.aim:
        choose = Action("Vælg", _link("course_topic", page, AIM), "small")
        yield Question(
            "Hvad er det langsigtede mål?",
            "Forløbet skal have ét. Det kan ændres med en grund.",
            _open_to(user, "course.set_aim", choose),
        )


def _round(page: CoursePage, user: "User") -> Iterable[Question]:
    """Ask whether the last phase runs again, once its round nears its end."""
    running = page.standing.phase
    again = next_round(
        page.programme_as_written, [p.key for p in page.standing.phases if p.actual_from]
    )
    if running is None or again is None or running.key != page.standing.phases[-1].key:
        return
    if (running.planned_to - clock.today()).days <= PHASE_AHEAD_DAYS or running.overrun_days > 0:
        begin = Action("Ny runde begynder", _link("course_phase", page, again.key), "small")
        yield Question(
            f"Skal der være en runde mere: {again.title.lower()}?",
            f"{running.words.capitalize()}. Vurderingen af runden er grundlaget.",
            _open_to(user, "course.begin_phase", begin),
        )


def _outcome(page: CoursePage, user: "User") -> Iterable[Question]:
    decisions = [i for i in page.standing.open_due if i.kind is MilestoneKind.DECISION]
    for item in decisions:
        if item.state in {DueState.LATE, DueState.SOON}:
            settle = Action("Tag stilling", _link("course_outcome", page), "small")
            yield Question(
                "Hvad skal der ske bagefter?",
                f"{item.words}. {item.why}",
                _open_to(user, "course.decide_outcome", settle),
            )


def _team(page: CoursePage, user: "User") -> Iterable[Question]:
    if page.team_gaps:
        see = Action("Se holdet", _link("course_team", page), "small")
        yield Question(
            "Er holdet, som det skal være?",
            " ".join(page.team_gaps),
            _open_to(user, "course.join_team", see),
        )
