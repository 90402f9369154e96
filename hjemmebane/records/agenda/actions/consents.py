"""A consent withdrawn by the one who gave it: those who work with it are told the same day."""

from hjemmebane import clock
from hjemmebane.domain.access import Relation
from hjemmebane.records.access.acting import SYSTEM, action, log
from hjemmebane.records.access.models import Dossier, Tie, User
from hjemmebane.records.access.queries import running
from hjemmebane.records.agenda.actions.tasks import add_task
from hjemmebane.records.people.actions import withdraw_consent
from hjemmebane.records.people.models import Consent

TITLE_MAX = 200
TOLD = "Samtykke trukket tilbage: {what} ({unit}). Se, hvad det ændrer, og tal med familien."
WORKERS = (Relation.ADVISER, Relation.THERAPIST, Relation.PREVENTION)


@action("consent.withdraw_own")
def withdraw_own_consent(*, by: User, consent: Consent) -> Consent:
    """Withdraw what one said yes to oneself; each worker on the dossier gets a task for today.

    Source: databeskyttelsesforordningen art. 7(3): withdrawn as easily as given.
    """
    is_new = consent.withdrawn_at is None
    withdraw_consent(by=by, consent=consent)
    if is_new:
        title = TOLD.format(what=consent.what, unit=consent.to_unit.name)[:TITLE_MAX]
        for worker in _workers(consent.dossier):
            add_task(
                by=SYSTEM.for_user(by),
                dossier=consent.dossier,
                title=title,
                owner=worker,
                due_on=clock.today(),
            )
    log(by=by, about=consent)
    return consent


def _workers(dossier: Dossier) -> list[User]:
    ties = Tie.objects.filter(running(clock.today()), dossier=dossier, relation__in=WORKERS)
    return list(User.objects.filter(pk__in=ties.values("user_id")).order_by("pk"))
