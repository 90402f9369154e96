"""Where a case stands in its work: one word, moved by what happens, with its history. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class CaseStatus(StrEnum):
    """Where a case stands, in the order of the work (barnets lov §§ 18–20, 32, 95)."""

    RECEIVED = "received"
    SCREENING = "screening"
    ASSESSMENT = "assessment"
    DECISION = "decision"
    HELP = "help"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """Return the status in Danish."""
        return {
            "received": "Modtaget",
            "screening": "Screening",
            "assessment": "Afdækning eller undersøgelse",
            "decision": "Afgørelse",
            "help": "Hjælp i gang",
            "follow_up": "Opfølgning efter hjælpen",
            "closed": "Lukket",
        }[self.value]


class CaseEvent(StrEnum):
    """What happens in a case and may move its status."""

    OPENED = "opened"
    SCREENED = "screened"
    ASSESSMENT_STARTED = "assessment_started"
    ASSESSMENT_FINISHED = "assessment_finished"
    DECIDED = "decided"
    MEASURE_STARTED = "measure_started"
    LAST_MEASURE_ENDED = "last_measure_ended"
    CLOSED = "closed"


_BEFORE_HELP = frozenset(
    {CaseStatus.RECEIVED, CaseStatus.SCREENING, CaseStatus.ASSESSMENT, CaseStatus.DECISION}
)
_OPEN = frozenset(CaseStatus) - {CaseStatus.CLOSED}
_WITHOUT_HELP = _OPEN - {CaseStatus.HELP}
_MOVES = {
    CaseEvent.SCREENED: (CaseStatus.SCREENING, frozenset({CaseStatus.RECEIVED})),
    CaseEvent.ASSESSMENT_STARTED: (CaseStatus.ASSESSMENT, _WITHOUT_HELP),
    CaseEvent.ASSESSMENT_FINISHED: (CaseStatus.DECISION, _BEFORE_HELP),
    CaseEvent.DECIDED: (CaseStatus.DECISION, _WITHOUT_HELP),
    CaseEvent.MEASURE_STARTED: (CaseStatus.HELP, _OPEN),
    CaseEvent.LAST_MEASURE_ENDED: (CaseStatus.FOLLOW_UP, frozenset({CaseStatus.HELP})),
    CaseEvent.CLOSED: (CaseStatus.CLOSED, _OPEN),
}


def after(status: CaseStatus, event: CaseEvent) -> CaseStatus:
    """Return where a case stands after an event; one that moves nothing leaves it as it is."""
    if event not in _MOVES:
        return status
    wanted, from_ = _MOVES[event]
    return wanted if status in from_ else status


def history(
    events: Iterable[tuple[datetime, CaseEvent]],
) -> tuple[tuple[datetime, CaseStatus], ...]:
    """Return when a case came to stand where, from its events in order; it begins as received."""
    found: list[tuple[datetime, CaseStatus]] = []
    for moment, event in events:
        if not found:
            found.append((moment, CaseStatus.RECEIVED))
        if (wanted := after(found[-1][1], event)) is not found[-1][1]:
            found.append((moment, wanted))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a status set by hand must agree with."""

    status: CaseStatus
    has_running_measure: bool


def status_fault(standing: Standing, wanted: CaseStatus) -> str:
    """Return why a status cannot be set by hand, as a key, or nothing.

    A case is closed by closing it, with its reason; help runs where a measure runs, and nowhere
    else: the word never says what the record does not hold.
    """
    if standing.status is CaseStatus.CLOSED:
        return "case_closed"
    if wanted is CaseStatus.CLOSED:
        return "status_closes_with_reason"
    if wanted is standing.status:
        return "status_same"
    if standing.has_running_measure and wanted is not CaseStatus.HELP:
        return "status_help_runs"
    if wanted is CaseStatus.HELP and not standing.has_running_measure:
        return "status_needs_measure"
    return ""


@dataclass(frozen=True, slots=True)
class CaseLife:
    """The moments of a case that move its status, as its records hold them."""

    opened_at: datetime
    closed_at: datetime | None = None
    screened_at: datetime | None = None
    assessments: tuple[tuple[datetime, datetime | None], ...] = ()
    decided_at: tuple[datetime, ...] = ()
    measures: tuple[tuple[datetime, datetime | None], ...] = ()


def events_of(life: CaseLife) -> tuple[tuple[datetime, CaseEvent], ...]:
    """Return a case's events in order, for a case whose history was not kept as it happened."""
    found = [(life.opened_at, CaseEvent.OPENED)]
    if life.screened_at:
        found.append((life.screened_at, CaseEvent.SCREENED))
    for started, finished in life.assessments:
        found.append((started, CaseEvent.ASSESSMENT_STARTED))
        if finished:
            found.append((finished, CaseEvent.ASSESSMENT_FINISHED))
    found += [(moment, CaseEvent.DECIDED) for moment in life.decided_at]
    found += [(started, CaseEvent.MEASURE_STARTED) for started, _ in life.measures]
    found += [(ended, CaseEvent.LAST_MEASURE_ENDED) for ended in _last_endings(life)]
    if life.closed_at:
        found.append((life.closed_at, CaseEvent.CLOSED))
    order = {event: place for place, event in enumerate(CaseEvent)}
    return tuple(sorted(found, key=lambda one: (max(one[0], life.opened_at), order[one[1]])))


def _last_endings(life: CaseLife) -> list[datetime]:
    """Return the moments at which a measure ended and none ran on."""
    return [
        ended
        for _, ended in life.measures
        if ended and not any(a <= ended and (b is None or b > ended) for a, b in life.measures)
    ]
