"""What those who work with no family keep in order: the catalogue's dates, and who signs in."""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from hjemmebane import catalogue, clock
from hjemmebane.domain.access import RoleKey
from hjemmebane.records.access.queries import staff_by_role
from hjemmebane.records.access.roles import rights_table
from hjemmebane.ui.words import days_away, long_date

SHOWN = 8
WHY = {
    RoleKey.ADMINISTRATOR: "Du passer brugere, roller og kataloget. Din rolle ser ingen familier, "
    "og derfor står ingen her.",
    RoleKey.CONTROLLER: "Din rolle ser tal og regler, aldrig en families sag. "
    "Derfor står ingen familier her.",
}


@dataclass(frozen=True)
class Review:
    """Something in the catalogue that its owner must look through by a day."""

    title: str
    owner: str
    href: str
    on: date
    when: str


def context(roles: Set[str]) -> dict[str, Any]:
    """Return what the page of somebody without families shows."""
    is_administrator = RoleKey.ADMINISTRATOR in roles
    return {
        "why": next(
            (words for role, words in WHY.items() if role in roles), WHY[RoleKey.CONTROLLER]
        ),
        "reviews": _reviews(),
        "problems": catalogue.current().problems,
        "review_headers": ["Indhold", "Ejer", "Senest"],
        "roles": _roles() if is_administrator else (),
    }


def _reviews() -> list[Review]:
    """Return what is to be looked through next, the nearest first."""
    return sorted(_all_reviews(), key=lambda row: (row.on, row.title))[:SHOWN]


def _all_reviews() -> Iterable[Review]:
    today, content = clock.today(), catalogue.current()
    newest = {rule.key: rule for rule in content.rules}
    for rule in newest.values():
        href = reverse("staff:catalogue_rule", args=[rule.key, rule.version])
        yield _review(
            f"Regel {rule.key}: {rule.name}", rule.owner, href, rule.next_review_on, today
        )
    for programme in content.programmes:
        yield _review(programme.title, programme.owner, "", programme.review_on, today)
    profile = content.profile
    href = reverse("staff:catalogue_profile", args=[profile.key])
    yield _review(profile.title, profile.owner, href, profile.next_review_on, today)


def _review(title: str, owner: str, href: str, on: date, today: date) -> Review:
    return Review(title, owner, href, on, f"{days_away(on, today)}, {long_date(on)}")


def _roles() -> list[tuple[str, int]]:
    """Return how many hold each staff role today, in the order of the rights table."""
    counts = staff_by_role()
    return [(title, counts[key]) for key, title in rights_table().titles.items() if key in counts]
