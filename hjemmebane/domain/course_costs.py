"""What a course costs in working hours, by role and account, beside the dearer way it spares."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from hjemmebane.domain.programmes import Programme, Role

DELIVERY, ADMINISTRATION = 5, 6
DAYS_IN_WEEK, DAYS_IN_MONTH = 7, 30
MINUTES_IN_HOUR = 60
RATE = "rate."
PRICE = "price."


@dataclass(frozen=True, slots=True)
class HoursHeld:
    """A place on the team: its role, agreed hours a week or none, and minutes seen at contacts."""

    role: str
    from_on: date
    to_on: date | None
    hours_a_week: int | None
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Buyout:
    """Hours a week of an adviser bought free for treatment, in a period that has both ends."""

    hours_a_week: int
    from_on: date
    to_on: date


@dataclass(frozen=True, slots=True)
class CostLine:
    """One role's hours up to a day, the account they belong to and what an hour costs.

    `kroner` is None where the municipality's profile says no rate for the role; nothing is guessed.
    """

    title: str
    account: int
    hours: int
    is_agreed: bool
    rate: int | None

    @property
    def kroner(self) -> int | None:
        """Return what the hours cost, in whole kroner."""
        return None if self.rate is None else self.hours * self.rate


@dataclass(frozen=True, slots=True)
class Costs:
    """A course's hours in money up to a day, and the price of what it stands in for."""

    lines: tuple[CostLine, ...]
    days: int
    spared: str = ""
    price_a_month: int | None = None

    @property
    def kroner(self) -> int:
        """Return what all hours with a rate cost."""
        return sum(line.kroner or 0 for line in self.lines)

    @property
    def is_whole(self) -> bool:
        """Return whether every role that has hours has a rate too."""
        return all(line.kroner is not None for line in self.lines if line.hours)

    @property
    def alternative(self) -> int | None:
        """Return what the way it stands in for costs in as many days."""
        if self.price_a_month is None:
            return None
        return round(self.price_a_month * self.days / DAYS_IN_MONTH)

    def on_account(self, account: int) -> tuple[int, int]:
        """Return hours and kroner on one account."""
        own = [line for line in self.lines if line.account == account]
        return sum(line.hours for line in own), sum(line.kroner or 0 for line in own)

    @property
    def words(self) -> str:
        """Return the comparison as one sentence; empty where nothing dearer was to be spared."""
        if self.alternative is None:
            return ""
        return (
            f"Timerne til nu koster {money(self.kroner)} {self.spared} ville i samme tid koste "
            f"omtrent {money(self.alternative)}"
        )


def account_of(role: Role) -> int | None:
    """Return the account a role's hours belong to; None for one who is not paid.

    Where the programme names none: who is on the authority's case is administration (6), who
    delivers is on 5. Source: the flexible home-based treatment's annex 2 (S0-FHF-26).
    """
    if not role.reads:
        return None
    return role.account or (ADMINISTRATION if role.is_of_case else DELIVERY)


def costs_until(
    programme: Programme,
    places: Iterable[HoursHeld],
    buyouts: Iterable[Buyout],
    rates: Mapping[str, int],
    period: tuple[date, date],
) -> Costs:
    """Return a course's costs from its first day up to a day, both counted.

    A place with agreed hours counts those; one without counts the hours at contacts alone. `rates`
    are kroner an hour by role key. An adviser's bought-out hours are delivery (account 5): they
    leave the administration they were taken from.
    """
    first, last = period
    held = tuple(places)
    lines = []
    for role in programme.roles:
        account = account_of(role)
        own = [place for place in held if place.role == role.key]
        if account is None or not own:
            continue
        for is_agreed in (True, False):
            some = [place for place in own if (place.hours_a_week is not None) is is_agreed]
            if some:
                hours = round(sum(_hours(place, first, last) for place in some))
                rate = rates.get(role.key)
                lines.append(CostLine(role.title, account, hours, is_agreed, rate))
    bought = round(sum(_weeks(b.from_on, b.to_on, first, last) * b.hours_a_week for b in buyouts))
    if bought:
        lines.append(CostLine("frikøbt rådgiver", DELIVERY, bought, True, rates.get("adviser")))
    return Costs(tuple(lines), max((last - first).days + 1, 0))


def money(kroner: int) -> str:
    """Return “42.300 kr.”."""
    return f"{kroner:,} kr.".replace(",", ".")


def _hours(place: HoursHeld, first: date, last: date) -> float:
    if place.hours_a_week is None:
        return place.minutes / MINUTES_IN_HOUR
    return _weeks(place.from_on, place.to_on, first, last) * place.hours_a_week


def _weeks(from_on: date, to_on: date | None, first: date, last: date) -> float:
    """Return how many weeks of a stretch lie in the period."""
    end = min(to_on or last, last) + timedelta(days=1)
    return max((end - max(from_on, first)).days, 0) / DAYS_IN_WEEK
