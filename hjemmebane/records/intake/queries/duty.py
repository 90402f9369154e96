"""Who answers for a unit today, when something must not wait for a weekly table."""

from datetime import date

from hjemmebane import clock
from hjemmebane.domain.access import RoleKey
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import Unit, User
from hjemmebane.records.access.queries import running, staff_with_role, units_of
from hjemmebane.records.intake.models import DutyContact


def duty_contacts(unit: Unit, day: date) -> list[User]:
    """Return who answers for a unit on a day."""
    rows = DutyContact.objects.filter(running(day), unit=unit, user__is_active=True)
    return [row.user for row in rows.select_related("user").order_by("pk")]


def is_duty_contact(user: User, unit: Unit) -> bool:
    """Return whether a user answers for a unit today; with nobody on the list, its leader does."""
    named = duty_contacts(unit, clock.today())
    if named:
        return user in named
    return staff_with_role(RoleKey.PREVENTION_LEADER, unit=unit).filter(pk=user.pk).exists()


def duty_contact_names(unit: Unit) -> list[str]:
    """Return the names of today's duty contacts of a unit."""
    return [user.name for user in duty_contacts(unit, clock.today())]


def unit_workers(user: User) -> list[User]:
    """Return who works in the user's own units of prevention, by name."""
    roles = (RoleKey.PREVENTION_WORKER, RoleKey.PREVENTION_LEADER)
    found = {
        worker.pk: worker
        for unit in units_of(user)
        for worker in staff_with_role(*roles, unit=unit)
    }
    return sorted(found.values(), key=lambda worker: (worker.name, worker.pk))


def get_unit_worker(number: int, user: User) -> User:
    """Return a worker of the user's own units; raise NotVisible otherwise."""
    for worker in unit_workers(user):
        if worker.pk == number:
            return worker
    raise NotVisible("user")
