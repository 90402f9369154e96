"""What the head of a providing unit reaches of its courses: which they are, notes on a reason."""

from collections.abc import Collection

from django.db.models import Q

from hjemmebane import catalogue
from hjemmebane.domain.access import Aspect, Level, Relation
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access import lookups
from hjemmebane.records.access.models import User
from hjemmebane.records.access.queries import NotesOpen, notes_open
from hjemmebane.records.access.reach import NOBODY, Span
from hjemmebane.records.access.roles import rights_table
from hjemmebane.records.courses.models import Contact, Course
from hjemmebane.records.courses.programmes import programme_of
from hjemmebane.records.courses.queries.contacts import contact_rows, with_all
from hjemmebane.records.courses.queries.rows import ContactRow
from hjemmebane.records.people.reach import reach_of

REASON_PREFIX = "notes:"


def _headed(user: User) -> Q:
    """Return the condition that a course is one the user heads and may read on a reason."""
    if rights_table().level(Aspect.CONTACT_TEXT, Relation.PROVIDER_HEAD) is not Level.REASON:
        return NOBODY
    reach = reach_of(user)
    span = reach.spans.get(Relation.PROVIDER_HEAD, Span())
    found = Q(pk__in=span.courses) | Q(unit_id__in=span.units, dossier__is_restricted=False)
    return found & ~Q(dossier_id__in=reach.barred)


def headed_course(public_id: object, user: User) -> Course:
    """Return a course of the unit the user heads; raise NotVisible otherwise."""
    rows = Course.objects.filter(_headed(user), public_id=str(public_id))
    found = rows.select_related("dossier", "family", "unit").first()
    if found is None:
        raise NotVisible("course", public_id)
    return found


def headed_courses(dossier_ids: Collection[int], user: User) -> list[tuple[str, str]]:
    """Return (public id, title) of the courses in some dossiers that the user heads."""
    rows = Course.objects.filter(_headed(user), dossier_id__in=dossier_ids)
    return [(str(c.public_id), programme_of(c).title) for c in rows.order_by("-started_on", "pk")]


def reason_days() -> int:
    """Return how long notes stay open once a reason is given, by the profile."""
    return catalogue.current_profile().number("notes.reason_days")


def notes_on_reason(course: Course, user: User) -> tuple[NotesOpen | None, tuple[ContactRow, ...]]:
    """Return why and how long the notes stand open to the user, and the notes; none without."""
    opened = notes_open(course.pk, user)
    if not opened:
        return None, ()
    lookups.show((), f"{REASON_PREFIX}{opened[-1].reason}")
    rows = Contact.objects.with_text_for(user).filter(course=course)
    ordered = rows.exclude(note="").order_by("-starts_at", "-pk")
    return opened[-1], contact_rows(list(with_all(ordered)), course, user)
