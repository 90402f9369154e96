"""Which events of a case can be told anew on the page of a deadline."""

from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.records.agenda.models import Obligation

# What stands in a letter (a decision) or was stamped as it came (a notification) is not corrected.
CORRECTED = frozenset({EventKind.BECAME_AWARE, EventKind.MEASURE_STARTED, EventKind.FOLLOW_UP_HELD})


def event_to_correct(obligation: Obligation) -> EventKind | None:
    """Return the event behind a deadline, where its day can be corrected."""
    event = EventKind(obligation.trigger_kind)
    return event if event in CORRECTED and obligation.superseded_by_id is None else None
