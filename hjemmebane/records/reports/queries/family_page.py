"""What the family's own page shows one person: never another's words, answers or name."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hjemmebane import clock
from hjemmebane.domain.access import Relation
from hjemmebane.domain.agenda import MeetingKind, MeetingReply, MeetingState
from hjemmebane.domain.contacts import ContactState
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import Tie, User
from hjemmebane.records.access.queries import running
from hjemmebane.records.agenda.models import Meeting, MeetingPerson
from hjemmebane.records.cases.models import CoordinationTask, Goal
from hjemmebane.records.courses.models import Contact
from hjemmebane.records.courses.programmes import programme_of
from hjemmebane.records.people.queries import party_ids
from hjemmebane.records.people.reach import reach_of

MOST_AHEAD = 4


@dataclass(frozen=True, slots=True)
class OwnGoal:
    """A goal of the person's own, or of the whole family's, and who does what ("" is oneself)."""

    public_id: UUID
    own_words: str
    tasks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OwnMeeting:
    """A meeting or a visit ahead that the person is asked to; a visit has no public id here."""

    public_id: UUID | None
    starts_at: datetime
    place: str
    title: str
    is_formal: bool
    is_network: bool
    is_visit: bool
    others: tuple[tuple[str, str], ...]
    more_family: int = 0
    reply: MeetingReply | None = None
    proposed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwnWorker:
    """Somebody who works with the person, and where they are reached."""

    name: str
    title: str
    phone: str


def own_goals(user: User) -> list[OwnGoal]:
    """Return the running goals the person may see, oldest first, with the tasks on each."""
    goals = list(
        Goal.objects.visible_to(user)
        .filter(ended_on__isnull=True, dossier__closed_at__isnull=True)
        .order_by("agreed_on", "pk")
    )
    person_id = reach_of(user).person_id
    tasks: dict[int, list[tuple[str, str]]] = {}
    rows = CoordinationTask.objects.filter(goal__in=goals, done_at__isnull=True)
    for row in rows.select_related("user", "unit").order_by("pk"):
        if row.person_id == person_id:
            who = ""
        elif row.person_id is None:
            who = row.user.name.split()[0] if row.user else str(row.unit)
        else:
            continue
        tasks.setdefault(row.goal_id or 0, []).append((who, row.what))
    return [OwnGoal(g.public_id, g.own_words, tuple(tasks.get(g.pk, ()))) for g in goals]


def own_meetings(user: User) -> list[OwnMeeting]:
    """Return the meetings and visits ahead that the person is asked to, the next first."""
    now, person_id = clock.now(), reach_of(user).person_id
    if person_id is None:
        return []
    meetings = (
        Meeting.objects.visible_to(user)
        .filter(persons__person_id=person_id, state=MeetingState.PLANNED, ends_at__gte=now)
        .select_related("dossier")
        .prefetch_related("persons__user")
        .order_by("starts_at", "pk")[:MOST_AHEAD]
    )
    visits = (
        Contact.objects.visible_to(user)
        .filter(
            state=ContactState.PLANNED,
            starts_at__gte=now,
            persons__person_id=person_id,
            persons__is_invited=True,
        )
        .select_related("course", "household")
        .prefetch_related("workers__user")
        .order_by("starts_at", "pk")[:MOST_AHEAD]
    )
    found = [_meeting(row, person_id) for row in meetings] + [_visit(row) for row in visits]
    return sorted(found, key=lambda row: row.starts_at)[:MOST_AHEAD]


def own_workers(user: User) -> list[OwnWorker]:
    """Return who works with the person on a course that runs, those they meet first."""
    span = reach_of(user).spans.values()
    dossiers = frozenset[int]().union(*(one.dossiers for one in span))
    ties = Tie.objects.filter(
        running(clock.today()),
        dossier_id__in=dossiers,
        relation__in=(Relation.THERAPIST, Relation.PREVENTION),
        course_id__isnull=False,
    )
    found: dict[int, OwnWorker] = {}
    for tie in ties.select_related("user").order_by("pk"):
        name = tie.user.name.split()[0]
        found.setdefault(tie.user_id, OwnWorker(name, tie.title, tie.user.phone))
    return list(found.values())


def workers_of(contact: Contact) -> list[str]:
    """Return the first names of those who came to a contact."""
    rows = contact.workers.select_related("user").order_by("pk")
    return [row.user.name.split()[0] for row in rows]


def own_meeting(public_id: object, user: User) -> OwnMeeting:
    """Return a meeting ahead that the person is asked to; raise NotVisible for any other."""
    person_id = reach_of(user).person_id
    if person_id is None:
        raise NotVisible("meeting", public_id)
    found = (
        Meeting.objects.visible_to(user)
        .filter(public_id=str(public_id), persons__person_id=person_id, state=MeetingState.PLANNED)
        .select_related("dossier")
        .prefetch_related("persons__user")
        .first()
    )
    if found is None:
        raise NotVisible("meeting", public_id)
    return _meeting(found, person_id)


def _meeting(meeting: Meeting, person_id: int) -> OwnMeeting:
    kind = MeetingKind(meeting.kind)
    seats = [seat for seat in meeting.persons.all() if seat.person_id != person_id]
    family = set(party_ids(meeting.dossier))
    mine = next(seat for seat in meeting.persons.all() if seat.person_id == person_id)
    return OwnMeeting(
        meeting.public_id,
        meeting.starts_at,
        meeting.place,
        kind.label,
        meeting.is_formal,
        kind is MeetingKind.NETWORK,
        False,
        _others(meeting, seats),
        sum(seat.person_id in family for seat in seats if seat.person_id),
        MeetingReply(mine.reply) if mine.reply else None,
        mine.proposed_at,
    )


def _others(meeting: Meeting, seats: list[MeetingPerson]) -> tuple[tuple[str, str], ...]:
    """Return who else comes: workers by name and title, others as noted and without one."""
    titles = dict(Tie.objects.filter(dossier=meeting.dossier).values_list("user_id", "title"))
    workers = [
        (seat.user.name.split()[0], titles.get(seat.user.pk, "")) for seat in seats if seat.user
    ]
    return (*workers, *((seat.label, "") for seat in seats if seat.label))


def _visit(contact: Contact) -> OwnMeeting:
    place = contact.place or programme_of(contact.course).setting_title(contact.setting)
    return OwnMeeting(
        None,
        contact.starts_at,
        contact.household.label if contact.household else place,
        "",
        contact.is_formal,
        False,
        True,
        tuple((worker.user.name.split()[0], "") for worker in contact.workers.all()),
    )
