"""Filming a family for feedback: nobody without a yes, and no film is ever kept here."""

from datetime import date, timedelta

from django.utils.translation import gettext_noop as told

from hjemmebane import clock
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.identity import age_on
from hjemmebane.domain.people import ConsentHow, ConsentKind
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.models import User
from hjemmebane.records.courses.actions.notes import Note
from hjemmebane.records.courses.actions.rules import must_be_of_family
from hjemmebane.records.courses.models import Course
from hjemmebane.records.courses.programmes import programme_of
from hjemmebane.records.courses.queries.filming import film_yes
from hjemmebane.records.people.actions import give_consent
from hjemmebane.records.people.models import Custody, Person
from hjemmebane.records.people.reach import AGE_OF_OWN_ACCESS

WHAT = told("at vi filmer, og at filmen ikke gemmes")
PURPOSE = told("at se samspillet sammen bagefter")
HOLDS_FOR = timedelta(days=365)


def must_have_said_yes(name: str, course: Course, note: Note, by: User) -> None:
    """Refuse a method that films where somebody there has not said yes; keep each new yes.

    From 15 each says yes for themselves; a younger child is filmed when a parent with custody has
    said yes too (S4-SIH-17). Raises Refused `film_needs_yes` or `film_needs_parent`.
    """
    if programme_of(course).filming.isdisjoint(note.methods):
        return
    day = local_day(note.starts_at)
    there = set(must_be_of_family(name, course, note.there))
    held, said = film_yes(course, day), set(note.film_yes) & there
    if not there or there - held - said:
        raise Refused(name, "film_needs_yes")
    for person in Person.objects.filter(pk__in=said - held).order_by("pk"):
        give_consent(
            by=by,
            kind=ConsentKind.FILM,
            person=_giver(name, person, held | said, day),
            about=person,
            dossier=course.dossier,
            to_unit=course.unit,
            what=WHAT,
            purpose=PURPOSE,
            given_on=day,
            until_on=max(clock.today(), day + HOLDS_FOR),
            how=ConsentHow.SPOKEN,
        )


def _giver(name: str, person: Person, yes: set[int], day: date) -> Person:
    """Return who says yes: oneself from 15, else a parent with custody who said yes too."""
    if person.born_on is None or age_on(person.born_on, day) >= AGE_OF_OWN_ACCESS:
        return person
    rows = Custody.objects.filter(child=person, holder_id__in=yes, from_on__lte=day)
    row = rows.filter(to_on__isnull=True).select_related("holder").order_by("pk").first()
    if row is None:
        raise Refused(name, "film_needs_parent")
    return row.holder
