"""Who must read a report, who gets it, and when the leader may send it unread."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from hjemmebane import catalogue, clock
from hjemmebane.domain.access import Relation
from hjemmebane.domain.documents import PostChannel, ReportState
from hjemmebane.domain.identity import age_on
from hjemmebane.domain.people import PartyRole
from hjemmebane.records.access import lookups
from hjemmebane.records.access.acting import may
from hjemmebane.records.access.models import Tie, User
from hjemmebane.records.access.queries import running
from hjemmebane.records.agenda.models import MeetingPerson
from hjemmebane.records.courses.models import ContactPerson, Course
from hjemmebane.records.documents.actions import Receiver
from hjemmebane.records.documents.models import Report
from hjemmebane.records.people.models import Custody, Party, Person
from hjemmebane.records.people.queries import kin_words
from hjemmebane.records.people.reach import AGE_OF_OWN_ACCESS


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody in the family who must read the report before it is sent."""

    person_id: int
    role: str


def persons_of_sentences(course: Course) -> dict[UUID, int]:
    """Return the row ids of those a sentence may be one's own matter of."""
    ids = Party.objects.filter(dossier=course.dossier).values("person_id")
    return dict(Person.objects.filter(pk__in=ids).values_list("public_id", "pk"))


def readers_of(course: Course) -> list[Reader]:
    """Return who must read the report: custody holders who took part, the child from 15.

    Source: decisions on the closing report. Where nobody is noted as taking part, each custody
    holder who is party to the dossier reads it.
    """
    parties = Party.objects.filter(running(clock.today()), dossier=course.dossier)
    people = {row.person_id: row.person for row in parties.select_related("person")}
    children = set(course.children.values_list("person_id", flat=True))
    custody = Custody.objects.filter(running(clock.today()), child_id__in=children)
    holders = [pk for pk in custody.values_list("holder_id", flat=True) if pk in people]
    holders = list(dict.fromkeys(holders))
    took_part = _took_part(course)
    reading = [pk for pk in holders if pk in took_part] or holders
    grown = [pk for pk in children if pk in people and _is_grown(people[pk])]
    words = kin_words(Party.objects.filter(dossier=course.dossier, role=PartyRole.CHILD))
    return [Reader(pk, words.get(pk) or "forælder") for pk in reading] + [
        Reader(pk, "den unge") for pk in sorted(grown)
    ]


def _is_grown(person: Person) -> bool:
    return person.born_on is not None and age_on(person.born_on, clock.today()) >= AGE_OF_OWN_ACCESS


def _took_part(course: Course) -> set[int]:
    contacts = ContactPerson.objects.filter(
        contact__course=course, was_there=True, person__isnull=False
    )
    meetings = MeetingPerson.objects.filter(
        meeting__of_course__course=course, was_there=True, person__isnull=False
    )
    return {
        *contacts.values_list("person_id", flat=True),
        *meetings.values_list("person_id", flat=True),
    }


def receivers_of(course: Course, reader_ids: Iterable[int]) -> list[Receiver]:
    """Return who gets the report: each reader in the family, and the referring adviser."""
    ids = list(reader_ids)
    at_home = set(User.objects.filter(person_id__in=ids).values_list("person_id", flat=True))
    family = [
        Receiver(PostChannel.PORTAL if pk in at_home else PostChannel.DIGITAL_POST, person_id=pk)
        for pk in ids
    ]
    advisers = Tie.objects.filter(
        running(clock.today()), dossier=course.dossier, relation=Relation.ADVISER
    ).order_by("from_on", "pk")
    users = dict.fromkeys(advisers.values_list("user_id", flat=True))
    return family + [Receiver(PostChannel.INTERNAL, user_id=pk) for pk in users]


def review_days() -> int:
    """Return how long the family has before the leader may send unread, by the profile."""
    return catalogue.current_profile().number("report.review_days")


def note_named(report: Report, texts: Iterable[str]) -> None:
    """Note as shown those in the family whom a report's text names, or calls “mor” or “far”."""
    text = " ".join(texts)
    said = set(re.findall(r"\w+", text.lower()))
    kin = kin_words(Party.objects.filter(dossier=report.dossier_id, role=PartyRole.CHILD))
    parties = Party.objects.filter(dossier=report.dossier_id).values("person_id")
    children = Course.objects.filter(pk=report.course_id).values("children__person_id")
    persons = Person.objects.filter(Q(pk__in=parties) | Q(pk__in=children))
    lookups.show(p.pk for p in persons if p.given_name in text or kin.get(p.pk) in said)


def may_send_unread_now(report: Report, user: User) -> datetime | None:
    """Return from when the user, as a leader, may send the report unread; None where never."""
    if report.state != ReportState.FAMILY_REVIEW or report.review_since is None:
        return None
    if not may(user, "report.send_unread"):
        return None
    return report.review_since + timedelta(days=review_days())


def course_of_report(report: Report) -> Course:
    """Return the course of a report that was fetched by right."""
    rows = Course.objects.select_related("dossier", "family", "unit", "measure")
    return rows.get(pk=report.course_id)
