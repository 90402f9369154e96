"""Whom an enquiry or a notification is about, in the words of a list."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Q

from hjemmebane import clock
from hjemmebane.domain.identity import age_on
from hjemmebane.records.access.models import User
from hjemmebane.records.intake.models import EnquiryChild
from hjemmebane.records.intake.queries.enquiries import whole_enquiries
from hjemmebane.records.intake.queries.notifications import whole_children
from hjemmebane.records.people.queries import cards_by_id


def names_told(public_ids: Collection[str], user: User) -> dict[str, tuple[str, ...]]:
    """Return the children's names, each with its age, by the id of what somebody told of them.

    Ids are of enquiries, notifications or notified children. A child in the register is named by
    its card alone: the name may be protected.
    """
    found: dict[str, list[str]] = defaultdict(list)
    notified = list(
        whole_children(user)
        .filter(Q(public_id__in=public_ids) | Q(notification__public_id__in=public_ids))
        .select_related("notification")
        .order_by("pk")
    )
    cards = cards_by_id({row.person_id for row in notified if row.person_id}, user, "underretning")
    for row in notified:
        card = cards.get(row.person_id or 0)
        name = str(card.name) if card else row.name_given
        age = card.age if card else _age(row.born_on_given, row.age_given)
        for key in (str(row.public_id), str(row.notification.public_id)):
            found[key].append(_words(name, age))
    children = EnquiryChild.objects.filter(enquiry__in=whole_enquiries(user))
    asked = children.filter(enquiry__public_id__in=public_ids).select_related("enquiry")
    for child in asked.order_by("pk"):
        words = _words(child.name, _age(child.born_on, child.age))
        found[str(child.enquiry.public_id)].append(words)
    return {key: tuple(names) for key, names in found.items() if key in set(public_ids)}


def _age(born_on: date | None, age: int | None) -> int | None:
    return age_on(born_on, clock.today()) if born_on else age


def _words(name: str, age: int | None) -> str:
    shown = name or "et barn"
    return f"{shown}, {age} år" if age is not None else shown
