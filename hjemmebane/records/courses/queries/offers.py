"""Offers the same child has from more than one unit, as far as the reader reaches them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from hjemmebane.records.access.models import User
from hjemmebane.records.courses.models import Course, CourseChild
from hjemmebane.records.courses.programmes import programme_of
from hjemmebane.records.people.queries import PersonCard, cards_by_id

MOST_CHILDREN = 100


@dataclass(frozen=True, slots=True)
class OfferRow:
    """A course that runs for a child: which, where, since when."""

    child_id: int
    course_public_id: str
    title: str
    unit: str
    started_on: date


@dataclass(frozen=True, slots=True)
class ChildOffers:
    """A child with the offers that run for it."""

    child: PersonCard
    offers: tuple[OfferRow, ...]


def offers_for(child_ids: Collection[int], user: User) -> tuple[OfferRow, ...]:
    """Return the running courses of some children that the reader may know of, oldest first."""
    courses = Course.objects.visible_to(user).filter(ended_on__isnull=True)
    links = CourseChild.objects.filter(person_id__in=child_ids, course__in=courses)
    rows = links.select_related("course__unit").order_by("course__started_on", "pk")
    return tuple(
        OfferRow(
            child_id=row.person_id,
            course_public_id=str(row.course.public_id),
            title=programme_of(row.course).title,
            unit=row.course.unit.name,
            started_on=row.course.started_on,
        )
        for row in rows
    )


def offered_twice(user: User) -> tuple[ChildOffers, ...]:
    """Return the children in reach that more than one unit runs a course for, by name."""
    courses = Course.objects.visible_to(user).filter(ended_on__isnull=True)
    many = (
        CourseChild.objects.filter(course__in=courses)
        .values("person_id")
        .annotate(units=Count("course__unit_id", distinct=True))
        .filter(units__gt=1)
        .order_by("person_id")
        .values_list("person_id", flat=True)[:MOST_CHILDREN]
    )
    ids = list(many)
    offers: dict[int, list[OfferRow]] = defaultdict(list)
    for row in offers_for(ids, user):
        offers[row.child_id].append(row)
    cards = cards_by_id(ids, user)
    found = [ChildOffers(cards[pk], tuple(offers[pk])) for pk in ids]
    return tuple(sorted(found, key=lambda one: str(one.child.name)))
