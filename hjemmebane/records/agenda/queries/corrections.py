"""What things said before they were corrected."""

from collections import defaultdict
from datetime import date, datetime
from typing import NamedTuple

from hjemmebane.domain.corrections import Corrected, CorrectionReason, reason_words
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.agenda.models import EventCorrection


class CorrectionRow(NamedTuple):
    """One correction; `was` and `became` are as the record writes them: a day, a moment, a key."""

    what: Corrected
    was: str
    became: str
    why: str
    corrected_by: str
    corrected_at: datetime

    @property
    def was_on(self) -> date | None:
        """Return the day it had, where it is a day that was corrected."""
        return date.fromisoformat(self.was) if self.what is Corrected.DECIDED_ON else None


def corrections_in(dossier: Dossier, user: User) -> dict[str, list[CorrectionRow]]:
    """Return a dossier's corrections by the public id of what they are about, oldest first."""
    rows = EventCorrection.objects.visible_to(user).filter(dossier=dossier)
    found: dict[str, list[CorrectionRow]] = defaultdict(list)
    for row in rows.select_related("corrected_by").order_by("corrected_at", "pk"):
        found[str(row.about_id)].append(
            CorrectionRow(
                Corrected(row.what),
                row.was,
                row.became,
                reason_words(CorrectionReason(row.reason), row.reason_text),
                row.corrected_by.name if row.corrected_by else "",
                row.corrected_at,
            )
        )
    return found
