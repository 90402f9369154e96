"""Keeping what something said before it was corrected."""

from dataclasses import dataclass
from uuid import UUID

from hjemmebane import clock
from hjemmebane.domain.corrections import Corrected, CorrectionReason
from hjemmebane.records.access.acting import Actor, action, log
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.agenda.models import EventCorrection


@dataclass(frozen=True, slots=True)
class Why:
    """Why something is corrected: a reason of six, and own words where there are any."""

    reason: CorrectionReason
    text: str = ""


@action("event.keep_correction")
def keep_correction(
    *,
    by: Actor,
    dossier: Dossier,
    about: tuple[str, UUID],
    what: Corrected,
    was: str,
    became: str,
    why: Why,
) -> EventCorrection:
    """Keep what something said and what it says now; part of the action that corrects it."""
    kind, public_id = about
    row = EventCorrection.objects.create(
        dossier=dossier,
        about_kind=kind,
        about_id=public_id,
        what=what,
        was=was,
        became=became,
        reason=why.reason,
        reason_text=why.text.strip(),
        corrected_by=by if isinstance(by, User) else None,
        corrected_at=clock.now(),
    )
    log(by=by, about=row, reason=why.reason, facts={"what": what, "about": public_id})
    return row
