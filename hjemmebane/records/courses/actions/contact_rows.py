"""The rows under a contact: who came, who was asked, what was touched."""

from collections.abc import Iterable, Sequence

from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.goals import RaterKind
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.actions import record_progress
from hjemmebane.records.cases.models import Goal
from hjemmebane.records.courses.actions.notes import Note
from hjemmebane.records.courses.models import (
    Contact,
    ContactGoal,
    ContactMethod,
    ContactPerson,
    ContactWorker,
)


def set_workers(contact: Contact, user_ids: Iterable[int]) -> None:
    """Set who comes or came."""
    contact.workers.all().delete()
    ContactWorker.objects.bulk_create(ContactWorker(contact=contact, user_id=pk) for pk in user_ids)


def invite(contact: Contact, person_ids: Iterable[int], others: Iterable[str]) -> None:
    """Note who is asked along."""
    named = [ContactPerson(contact=contact, person_id=pk, is_invited=True) for pk in person_ids]
    labels = {label.strip() for label in others if label.strip()}
    free = [ContactPerson(contact=contact, label=label, is_invited=True) for label in labels]
    ContactPerson.objects.bulk_create([*named, *free])


def fill_note(contact: Contact, note: Note, known: set[int], by: User) -> None:
    """Set who was there, whom it was about, the methods used and the goals touched."""
    _set_persons(contact, note, known)
    contact.methods.all().delete()
    ContactMethod.objects.bulk_create(
        ContactMethod(contact=contact, key=key) for key in dict.fromkeys(note.methods)
    )
    goals = Goal.objects.filter(pk__in=note.goals, dossier=contact.course.dossier)
    for goal in goals.select_related("dossier").order_by("pk"):
        judgement = note.goals[goal.pk]
        ContactGoal.objects.create(contact=contact, goal=goal, judgement=judgement)
        record_progress(
            by=by,
            goal=goal,
            on=local_day(contact.starts_at),
            rater_kind=RaterKind.WORKER,
            judgement=judgement,
            source=("contact", contact.public_id),
        )


def _set_persons(contact: Contact, note: Note, known: set[int]) -> None:
    """Keep who was invited beside who came, so that a stay-away is no lost line."""
    there, about = set(note.there), set(note.about)
    invited = {row.person_id for row in contact.persons.all() if row.is_invited and row.person_id}
    contact.persons.all().delete()
    ContactPerson.objects.bulk_create(
        ContactPerson(
            contact=contact,
            person_id=pk,
            is_invited=pk in invited,
            was_there=pk in there,
            is_about=pk in about,
        )
        for pk in sorted(known | invited)
    )
    _others(contact, note.others)


def _others(contact: Contact, labels: Sequence[str]) -> None:
    ContactPerson.objects.bulk_create(
        ContactPerson(contact=contact, label=label, was_there=True)
        for label in dict.fromkeys(text.strip() for text in labels if text.strip())
    )
