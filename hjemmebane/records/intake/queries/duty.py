"""Who answers for a unit today, when something must not wait for a weekly table."""

from datetime import date

from hjemmebane import clock
from hjemmebane.domain.access import RoleKey, UnitKind
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import Unit, User
from hjemmebane.records.access.queries import running, staff_with_role, units_of, units_of_kind
from hjemmebane.records.intake.models import DutyContact


def duty_contacts(unit: Unit, day: date) -> list[User]:
    """Return who answers for a unit on a day."""
    rows = DutyContact.objects.filter(running(day), unit=unit, user__is_active=True)
    return [row.user for row in rows.select_related("user").order_by("pk")]


WALK = (RoleKey.PREVENTION_LEADER, RoleKey.PREVENTION_WORKER)


def who_answers(unit: Unit) -> list[User]:
    """Return who answers for a unit of prevention today, so that nothing lies with nobody.

    Whoever is on the list of the day; else the unit's leader, else its workers; else the leader,
    or the workers, of another unit of prevention. Never somebody of the other register.
    """
    named = duty_contacts(unit, clock.today())
    if named:
        return named
    others = [one for one in units_of_kind(UnitKind.PREVENTION) if one.pk != unit.pk]
    for where in (unit, *others):
        for role in WALK:
            found = list(staff_with_role(role, unit=where).order_by("pk"))
            if found:
                return found
    return []


def sees_by_role(user: User, unit: Unit) -> bool:
    """Return whether a user sees what comes to a unit by leading it, with no tie to each."""
    return staff_with_role(RoleKey.PREVENTION_LEADER, unit=unit).filter(pk=user.pk).exists()


def is_duty_contact(user: User, unit: Unit) -> bool:
    """Return whether a user is one of those who answer for a unit today."""
    return user in who_answers(unit)


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
