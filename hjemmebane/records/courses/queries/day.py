"""How long since anyone of the house saw a family, for advisers, who visit on no course."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from hjemmebane import clock
from hjemmebane.domain.agenda import MeetingState
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.contacts import ContactState
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.agenda.models import Meeting
from hjemmebane.records.cases.models import FollowUp
from hjemmebane.records.courses.models import Contact
from hjemmebane.records.people.queries import FamilyRow


@dataclass(frozen=True, slots=True)
class SilentFamily:
    """A family and the days since the last visit or meeting with it."""

    family: FamilyRow
    days: int


def longest_silent(dossier_ids: Collection[int], user: User, most: int) -> dict[int, date]:
    """Return the dossiers longest without a held contact or a meeting the family was at.

    Each with the day of the latest, the longest first. One that has had none is counted from the
    day it was opened. A family may have two dossiers, so there are two for each wanted.
    """
    last = _last(dossier_ids, user)
    longest = sorted(last, key=lambda number: last[number])
    return {number: last[number] for number in longest[: most * 2]}


def silent_families(
    last: dict[int, date], families: Mapping[int, FamilyRow], most: int
) -> list[SilentFamily]:
    """Return the families longest without contact, from `longest_silent` and who they are."""
    today = clock.today()
    nearest: dict[int, SilentFamily] = {}
    for number in reversed(last):
        if number in families:
            family = families[number]
            nearest[family.id] = SilentFamily(family, (today - last[number]).days)
    return sorted(nearest.values(), key=lambda row: -row.days)[:most]


def _last(dossier_ids: Collection[int], user: User) -> dict[int, date]:
    """Return the day of the latest contact by dossier."""
    opened = Dossier.objects.filter(pk__in=dossier_ids).values_list("pk", "opened_at")
    contacts = (
        Contact.objects.visible_to(user)
        .filter(course__dossier_id__in=dossier_ids, state=ContactState.HELD)
        .values_list("course__dossier_id")
        .annotate(Max("starts_at"))
    )
    meetings = (
        Meeting.objects.visible_to(user)
        .filter(dossier_id__in=dossier_ids, state=MeetingState.HELD, family_present=True)
        .values_list("dossier_id")
        .annotate(Max("starts_at"))
    )
    follow_ups = (
        FollowUp.objects.visible_to(user)
        .filter(case__dossier_id__in=dossier_ids)
        .values_list("case__dossier_id")
        .annotate(Max("held_on"))
    )
    found = {number: local_day(moment) for number, moment in opened}
    for number, moment in (*contacts, *meetings):
        found[number] = max(found[number], local_day(moment))
    for number, on in follow_ups:
        found[number] = max(found[number], on)
    return found
