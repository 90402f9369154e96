"""Who is away in the demo, and what its people were told of their deadlines."""

from datetime import timedelta

from hjemmebane import catalogue, clock
from hjemmebane.domain.access import RoleKey, UnitKind
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.deputies import give_deputy, possible_deputies
from hjemmebane.records.access.queries import staff_with_role, units_of_kind
from hjemmebane.records.agenda.actions import send_reminders
from hjemmebane.records.agenda.queries import to_tell

DAYS_AWAY = 4
UNITS = (UnitKind.RECEPTION, UnitKind.AUTHORITY, UnitKind.PREVENTION)


def remind_everybody() -> int:
    """Let the second adviser be away with the first as substitute, and tell what was due by then.

    It is told as of the last morning when people were at work, whenever the demo is made.
    """
    _one_away()
    plan, calendar = catalogue.current_profile().reminder_plan(), catalogue.current_calendar()
    day = calendar.working_day_at_or_before(clock.today())
    if plan.opening(day) > clock.now():
        day = calendar.working_day_at_or_before(day - timedelta(days=1))
    morning, told = plan.opening(day), 0
    for unit in units_of_kind(*UNITS):
        found = to_tell(unit, morning)
        if found:
            told += send_reminders(by=SYSTEM, unit=unit, to_tell=found, sent_at=morning)
    return told


def _one_away() -> None:
    first, second = (staff_with_role(RoleKey.ADVISER)[number] for number in (0, 1))
    if possible_deputies(second).filter(pk=first.pk).exists():
        until = clock.today() + timedelta(days=DAYS_AWAY)
        give_deputy(by=second, deputy=first, from_on=clock.today(), to_on=until)
