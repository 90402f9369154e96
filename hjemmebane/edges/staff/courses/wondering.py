"""What a course page wonders about: who is left out, what stands still, what nobody has begun."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.urls import reverse

from hjemmebane import catalogue, clock
from hjemmebane.domain.course_progress import areas_without_goal, standing_still
from hjemmebane.domain.elements import AT_REST, ElementStanding
from hjemmebane.domain.participation import left_out
from hjemmebane.domain.prose_dates import days
from hjemmebane.edges.staff.courses.questions import Question
from hjemmebane.records.access.acting import may
from hjemmebane.records.courses.queries import CoursePage
from hjemmebane.ui.rows import Action
from hjemmebane.ui.words import listing

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User

TWICE = 2
"""A core element missed once is no pattern; missed so often, it is asked about."""


def wonderings(page: CoursePage, user: "User") -> tuple[Question, ...]:
    """Return what is worth a talk in the team; each stops nobody, and an ended course has none."""
    if page.course.ended_on:
        return ()
    return (
        *_left_out(page, user),
        *_without_goal(page, user),
        *_still(page),
        *_too_many(page),
        *_not_theirs(page),
        *_not_begun(page, user),
    )


def _open_to(
    page: CoursePage, user: "User", right: str, text: str, name: str
) -> tuple[Action, ...]:
    if not page.is_on_course or not may(user, right):
        return ()
    return (Action(text, reverse(f"staff:{name}", args=[page.course.public_id]), "small"),)


def _left_out(page: CoursePage, user: "User") -> Iterable[Question]:
    """Ask about a course that parents or a child have no part in (S0-FHF-29).

    A group or advice without a case may well be for parents alone.
    """
    if not page.programme.needs_case:
        return
    after = catalogue.current_profile().number("participation.after_days")
    run = (clock.today() - page.course.started_on).days
    found = left_out(page.participation, run, after)
    if found:
        yield Question(
            "Hvordan kommer de med?",
            f"{'. '.join(found)} i {days(run)}: hverken ved besøg, til møder eller med et mål. "
            "Uden dem er der ingen forandring at holde fast i.",
            _open_to(page, user, "contact.plan", "Planlæg besøg", "contact_plan"),
        )


def _without_goal(page: CoursePage, user: "User") -> Iterable[Question]:
    """Ask for the goals that treatment is to move (S0-FHF-19)."""
    missing = areas_without_goal(page.measure_aim, {goal.area for goal in page.goals})
    if missing:
        yield Question(
            "Hvad skal flytte sig?",
            "Indsatsen er behandling: der ventes fremgang hos både forældre og barn. Der er ikke "
            f"noget mål om {listing([area.label.lower() for area in missing])}.",
            _open_to(page, user, "goal.agree", "Aftal mål", "course_goal"),
        )


def _still(page: CoursePage) -> Iterable[Question]:
    """Ask about goals that have not moved, where the help is to move them (S0-FHF-20)."""
    within = catalogue.current_profile().number("goals.still_days")
    found = standing_still(page.measure_aim, page.goals_seen, clock.today(), within)
    if found:
        yield Question(
            "Skal der gøres noget andet?",
            f"Målet {listing([f'»{words}«' for words in found])} har ikke flyttet sig i "
            f"{days(within)}. Tal med familien om, hvad der ville hjælpe.",
        )


def _too_many(page: CoursePage) -> Iterable[Question]:
    """Nudge towards few goals; a profile says how few (S3-MSF-09)."""
    most = catalogue.current_profile().number("goals.most")
    if len(page.goals) > most:
        yield Question(
            "Hvilke mål er de vigtigste lige nu?",
            f"Der er {len(page.goals)} mål. Få og konkrete mål er lettere at holde fast i: "
            f"kommunen regner med højst {most}.",
        )


def _not_theirs(page: CoursePage) -> Iterable[Question]:
    """Ask about goals that parents do not see or want: those are the workers' alone (S3-MSF-08)."""
    alone = [goal.own_words for goal in page.goals if goal.stance and not goal.stance.is_shared]
    if alone:
        yield Question(
            "Hvis mål er det?",
            f"Forældrene ser ikke selv {listing([f'»{words}«' for words in alone])}, eller har "
            "ikke lyst nu. Begynd med det, de selv vil ændre.",
        )


def _not_begun(page: CoursePage, user: "User") -> Iterable[Question]:
    """Ask about each core element that was to be given and never was (S3-MSF-02)."""
    can = page.is_on_course and may(user, "course.set_strength")
    for item in page.content.elements:
        if not is_left_alone(item):
            continue
        href = reverse("staff:course_element", args=[page.course.public_id, item.key])
        yield Question(
            f"Hvad gør I med »{item.title}«?",
            f"Det er en fast del af indsatsen og er givet 0 af {item.counted} gange. Begynd på "
            "det, gør det på jeres egen måde, eller lad det hvile med en grund.",
            (Action("Skru ned, eller lad det hvile", href, "small"),) if can else (),
        )


def is_left_alone(item: ElementStanding) -> bool:
    """Return whether a core element was due more than once, never given and never set to rest."""
    return item.level > AT_REST and item.delivered == 0 and item.counted >= TWICE
