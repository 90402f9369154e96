"""Who may write in the agenda of a dossier: those who work with the family."""

from hjemmebane.domain.access import DossierKind, Level
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.agenda.models import ASPECTS, Obligation
from hjemmebane.records.people.reach import reach_of

AT_WORK = frozenset({Level.YES, Level.ORDER})


def require_at_work(name: str, dossier: Dossier, by: Actor) -> None:
    """Refuse a worker who is not on the dossier; the system may write anywhere."""
    if not isinstance(by, User):
        return
    level = reach_of(by).level(
        ASPECTS[DossierKind(dossier.kind)],
        dossier_id=dossier.pk,
        unit_id=dossier.unit_id,
        team_id=dossier.team_id,
        register=dossier.register,
        is_restricted=dossier.is_restricted,
    )
    if level not in AT_WORK:
        raise Refused(name, "not_yours")


def require_unsettled(name: str, row: Obligation) -> None:
    """Refuse what is met or replaced: that history is not written over."""
    if row.satisfied_at is not None or row.superseded_by_id is not None:
        raise Refused(name, "obligation_settled")
