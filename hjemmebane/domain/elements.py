"""Core elements of a course: how strong each is over time, and whether it was delivered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hjemmebane.domain.fidelity import DAYS_IN_A_WEEK, ContactSeen, by_week, week_count
from hjemmebane.domain.programme_parts import Element
from hjemmebane.domain.programmes import Programme

AT_REST = 0


class FocusEnd(StrEnum):
    """Why a focus point is no longer one; what it said stays told."""

    REACHED = "reached"
    OTHER_FOCUS = "other_focus"
    FAMILY_WISH = "family_wish"
    GOAL_ENDED = "goal_ended"
    CORRECTED = "corrected"
    OTHER = "other"


FOCUS_END_WORDS = {
    FocusEnd.REACHED: "Det er nået",
    FocusEnd.OTHER_FOCUS: "Noget andet er vigtigere nu",
    FocusEnd.FAMILY_WISH: "Familien ønsker det",
    FocusEnd.GOAL_ENDED: "Målet er slut",
    FocusEnd.CORRECTED: "Det er skrevet om",
    FocusEnd.OTHER: "Andet",
}


class RestReason(StrEnum):
    """Why an element is set to rest: at most six choices, text is optional."""

    FAMILY_WISHES = "family_wishes"
    NOT_NOW = "not_now"
    DONE = "done"
    OTHERS_GIVE = "others_give"
    NO_STAFF = "no_staff"
    OTHER = "other"


REST_REASON_WORDS = {
    RestReason.FAMILY_WISHES: "Familien ønsker det ikke lige nu",
    RestReason.NOT_NOW: "Det passer ikke ind endnu",
    RestReason.DONE: "Det er nået",
    RestReason.OTHERS_GIVE: "Andre gør det",
    RestReason.NO_STAFF: "Vi mangler folk eller plads til det",
    RestReason.OTHER: "Andet",
}


@dataclass(frozen=True, slots=True)
class StrengthChange:
    """From this day an element is this strong; `why` in words, needed only where it rests."""

    element: str
    from_on: date
    level: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class ElementStanding:
    """An element on a day: strength now and week by week, and how often it was delivered."""

    key: str
    title: str
    about: str
    agreed: int
    level: int
    scale: tuple[str, ...]
    weeks: tuple[int, ...]
    delivered: int
    counted: int
    since: date | None
    why: str

    @property
    def strength(self) -> str:
        """Return the strength now in the programme's own word."""
        return self.scale[self.level]

    @property
    def words(self) -> str:
        """Return “høj, 4 af 6 uger”; a resting element is not counted against anyone."""
        counted = f", givet {self.delivered} af {self.counted} gange" if self.counted else ""
        return f"{self.strength}{counted}"


def element_standings(
    programme: Programme,
    start: date,
    changes: Sequence[StrengthChange],
    contacts: Sequence[ContactSeen],
    meetings: Sequence[tuple[str, date]],
    last_day: date,
) -> tuple[ElementStanding, ...]:
    """Return each core element of the course; none at all where the programme names none.

    An element runs at its agreed strength until someone changes it. What counts as delivery is
    the programme's; a contact of two workers is one, and weeks at rest are not counted.
    """
    if not programme.elements:
        return ()
    weeks = week_count(start, last_day)
    seen = by_week(start, contacts, last_day)
    held: dict[int, list[str]] = {}
    for key, on in meetings:
        if start <= on <= last_day:
            held.setdefault((on - start).days // DAYS_IN_A_WEEK + 1, []).append(key)
    ordered = sorted(changes, key=lambda change: change.from_on)
    return tuple(
        _standing(
            element,
            programme.intensity,
            [c for c in ordered if c.element == element.key and c.from_on <= last_day],
            (start, last_day, weeks),
            seen,
            held,
        )
        for element in programme.elements
    )


def _standing(
    element: Element,
    scale: tuple[str, ...],
    changes: Sequence[StrengthChange],
    time: tuple[date, date, int],
    seen: Mapping[int, Sequence[ContactSeen]],
    held: Mapping[int, Sequence[str]],
) -> ElementStanding:
    start, last_day, weeks = time
    levels = _levels(element, scale, changes, time)
    given = {week for week, rows in seen.items() if any(_delivers(element, c) for c in rows)}
    given |= {week for week, keys in held.items() if set(keys) & set(element.meetings)}
    delivered = counted = 0
    for last in range(element.every_weeks, weeks + 1, element.every_weeks):
        if levels[last - 1] == AT_REST:
            continue
        is_given = any(week in given for week in range(last - element.every_weeks + 1, last + 1))
        is_over = start + timedelta(weeks=last) <= last_day + timedelta(days=1)
        delivered += is_given
        counted += is_given or is_over
    newest = changes[-1] if changes else None
    return ElementStanding(
        key=element.key,
        title=element.title,
        about=element.about,
        agreed=element.agreed,
        level=levels[-1],
        scale=scale,
        weeks=levels,
        delivered=delivered,
        counted=counted,
        since=newest.from_on if newest else None,
        why=newest.why if newest else "",
    )


def _levels(
    element: Element,
    scale: tuple[str, ...],
    changes: Sequence[StrengthChange],
    time: tuple[date, date, int],
) -> tuple[int, ...]:
    """Return the strength at the end of each week, today in the last."""
    start, last_day, weeks = time
    levels, level, place = [], element.agreed, 0
    for week in range(1, weeks + 1):
        end = min(start + timedelta(weeks=week, days=-1), last_day)
        while place < len(changes) and changes[place].from_on <= end:
            level = min(changes[place].level, len(scale) - 1)
            place += 1
        levels.append(level)
    return tuple(levels)


def _delivers(element: Element, contact: ContactSeen) -> bool:
    return not contact.missed and (
        not contact.methods.isdisjoint(element.methods)
        or contact.setting in element.settings
        or (element.off_hours and contact.is_outside)
    )
