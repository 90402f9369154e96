"""What if we followed up in another rhythm: the question, the history it rests on, the answer.

Only counts come out. What a case looked like goes in as days, without a name or a number.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from hjemmebane.domain.deadlines import DeadlineRule, RuleStage
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.prose_dates import full

MOST_CASES_EACH = 100
MOST_HOURS = 40
BAND_PERCENT = 80


@dataclass(frozen=True, slots=True)
class Limits:
    """The longest rhythm the law lets stand, the longest wait for a first follow-up, months."""

    follow_up_months: int
    first_months: int


@dataclass(frozen=True, slots=True)
class WhatIfQuestion:
    """What a leader asks: another rhythm, caseload, stage of the rule, and hours each takes.

    `cases_each` is cases an adviser; None keeps as many advisers as there are today.
    """

    interval_months: int
    now_months: int
    stage: RuleStage
    hours_each: int
    months: int
    cases_each: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """One formal follow-up: the day, the day chosen for the next, and if that was by the rule."""

    on: date
    next_on: date | None
    is_by_rule: bool


@dataclass(frozen=True, slots=True)
class CaseDays:
    """The days of one case: its team, when help began and ended, when it was followed up."""

    team: int
    started_on: date
    ended_on: date | None
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class TeamSize:
    """A team and how many advisers it has today."""

    key: str
    name: str
    advisers: int


@dataclass(frozen=True, slots=True)
class FollowUpHistory:
    """What a simulation rests on, as it stands on one day; `CaseDays.team` counts in `teams`."""

    as_of: date
    teams: tuple[TeamSize, ...]
    cases: tuple[CaseDays, ...]
    limits: Limits


@dataclass(frozen=True, slots=True)
class Band:
    """A middle figure, and the span that four of five runs fall in."""

    low: int
    middle: int
    high: int

    def holds(self, figure: float) -> bool:
        """Return whether a figure lies inside the band."""
        return self.low <= figure <= self.high


@dataclass(frozen=True, slots=True)
class Figures:
    """What a stretch of time brings: follow-ups, hours, late ones, and those past the law."""

    follow_ups: Band
    hours: Band
    late: Band
    past_law: Band


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """One calendar month, and how many cases run at its end."""

    month: date
    figures: Figures
    running: Band


@dataclass(frozen=True, slots=True)
class LastYear:
    """What really was held in the last twelve months, and what the model says of the same."""

    held: int
    late: int
    modelled_held: Band
    modelled_late: Band


@dataclass(frozen=True, slots=True)
class TeamForecast:
    """One team, or all of them together, month by month."""

    key: str
    name: str
    running: int
    year: Figures
    months: tuple[MonthFigures, ...]
    last_year: LastYear


@dataclass(frozen=True, slots=True)
class Forecast:
    """The answer: all teams together first, where there are several, then each."""

    parts: tuple[TeamForecast, ...]
    assumptions: tuple[str, ...]


def limits_of(rules: tuple[DeadlineRule, ...]) -> Limits:
    """Return how far apart the law lets follow-ups lie, from the rules in force on a day.

    Barnets lov § 95 lets each case have its day; the six months it warns at are the longest that
    can be a rhythm for all.
    """
    law = [rule for rule in rules if not rule.is_local]
    between = [_months(r) for r in law if r.trigger is EventKind.FOLLOW_UP_HELD]
    first = [_months(r) for r in law if r.trigger is EventKind.MEASURE_STARTED]
    return Limits(min(filter(None, between), default=6), min(filter(None, first), default=3))


def _months(rule: DeadlineRule) -> int | None:
    if rule.satisfied_by is not EventKind.FOLLOW_UP_HELD:
        return None
    length = rule.soft_limit or rule.length
    return length.count if length.unit.value == "months" else None


def faults(question: WhatIfQuestion, limits: Limits) -> tuple[str, ...]:
    """Return what keeps a question from being reckoned, as keys, gravest first."""
    found = {
        "interval_past_law": question.interval_months > limits.follow_up_months,
        "interval_too_short": question.interval_months < 1,
        "cases_each_off": question.cases_each is not None
        and not 1 <= question.cases_each <= MOST_CASES_EACH,
        "hours_each_off": not 1 <= question.hours_each <= MOST_HOURS,
    }
    return tuple(key for key, holds in found.items() if holds)


def assumptions(question: WhatIfQuestion, history: FollowUpHistory, used: int) -> tuple[str, ...]:
    """Return what the answer takes for granted, each in one plain sentence."""
    law = history.limits.follow_up_months
    stage = {
        RuleStage.MANDATORY: "Reglen er fast: en opfølgning er for sen, når den holdes efter den.",
        RuleStage.STANDARD: "Reglen er en faglig standard. Vi regner, som om den bliver holdt lige "
        "så godt som en fast regel. Det kan kun praksis vise.",
        RuleStage.RETIRED: f"Reglen er udgået: hvor den blev fulgt, går der op til {law} måneder. "
        "For sene er dem, der kommer efter lovens grænse.",
    }[question.stage]
    return (
        f"Grundlaget er {used} opfølgninger holdt i året op til {full(history.as_of)}.",
        "Folk følger den nye rytme lige så tæt, som de følger den nuværende: de er lige så ofte "
        "lige så mange dage for tidligt eller for sent på den.",
        stage,
        "Hvor en rådgiver har valgt sin egen dato i en sag, bliver den rytme ved. Bliver reglen "
        "kortere end den, rykker sagen med.",
        "Datoer, der allerede er valgt, bliver holdt som valgt. Det, der er over tiden i dag, "
        "bliver holdt inden for 30 dage.",
        f"Den første opfølgning i en ny indsats ligger senest {history.limits.first_months} "
        "måneder efter start, også når rytmen er længere.",
        "Der kommer lige så mange nye sager og slutter lige så stor en del som det seneste år.",
        _advisers(question),
        f"En opfølgning tager {question.hours_each} timer i alt.",
        f"Spændet er det, som {BAND_PERCENT} ud af 100 gennemregninger falder inden for.",
    )


def _advisers(question: WhatIfQuestion) -> str:
    most = "Et team kan på en måned højst holde lige så mange pr. rådgiver som i årets travleste."
    if question.cases_each is None:
        return f"Antallet af rådgivere er det samme som i dag. {most}"
    return f"Hver rådgiver har {question.cases_each} sager. {most}"


def forecast_to_data(forecast: Forecast) -> dict[str, Any]:
    """Return an answer as plain data that JSON can hold."""
    data = asdict(forecast)
    for part in data["parts"]:
        for row in part["months"]:
            row["month"] = row["month"].isoformat()
    return data


def forecast_from_data(data: Mapping[str, Any]) -> Forecast:
    """Return an answer from the data it was kept as."""
    return Forecast(tuple(_part(part) for part in data["parts"]), tuple(data["assumptions"]))


def _part(data: Mapping[str, Any]) -> TeamForecast:
    last = data["last_year"]
    return TeamForecast(
        key=data["key"],
        name=data["name"],
        running=data["running"],
        year=_figures(data["year"]),
        months=tuple(
            MonthFigures(
                date.fromisoformat(row["month"]), _figures(row["figures"]), Band(**row["running"])
            )
            for row in data["months"]
        ),
        last_year=LastYear(
            last["held"],
            last["late"],
            Band(**last["modelled_held"]),
            Band(**last["modelled_late"]),
        ),
    )


def _figures(data: Mapping[str, Any]) -> Figures:
    return Figures(**{key: Band(**band) for key, band in data.items()})
