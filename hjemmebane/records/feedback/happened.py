"""What the answers themselves say happened: the events that duties are reckoned from anew."""

from collections.abc import Collection, Iterator

from hjemmebane.domain.duties import Event
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.records.feedback.models import Response

DANGER_RULE = "D1"


def answers_told(dossiers: Collection[int]) -> Iterator[tuple[int, Event]]:
    """Return which answers in words came and were read for danger in some dossiers; one query."""
    rows = Response.objects.filter(course__dossier_id__in=dossiers, has_text=True)
    columns = ("course__dossier_id", "public_id", "answered_at", "danger_read_at")
    for dossier, public_id, answered_at, read_at in rows.values_list(*columns):
        about = str(public_id)
        yield dossier, Event(EventKind.ENQUIRY_RECEIVED, answered_at, about, under=DANGER_RULE)
        if read_at is not None:
            yield dossier, Event(EventKind.DANGER_READ, read_at, only=about)
