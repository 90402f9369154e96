"""Groups as a reader may see them: numbers for everybody, families only where one reaches them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hjemmebane import clock
from hjemmebane.domain.access import ON_COURSE, Aspect, Level
from hjemmebane.domain.groups import (
    GROUP_KIND_WORDS,
    PLACE_WORDS,
    GroupKind,
    InLine,
    PlaceState,
    seat_words,
)
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.acting import held_roles
from hjemmebane.records.access.models import Tie, Unit, User
from hjemmebane.records.access.queries import running
from hjemmebane.records.courses.models import (
    Course,
    CourseChild,
    Group,
    GroupAttendance,
    GroupPlace,
    GroupSession,
)
from hjemmebane.records.courses.models.contact import of_course
from hjemmebane.records.people.queries import PersonCard, cards_by_id

MOST_GROUPS = 100


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group in lists: no family is named in it."""

    public_id: str
    title: str
    kind: str
    host: str
    seats: str
    starts_on: date
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A time the group meets."""

    public_id: str
    starts_at: datetime
    minutes: int
    theme: str
    has_been: bool


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A family's place, shown to who reaches the family's course."""

    id: int
    public_id: str
    course_public_id: str
    family_name: str
    children: tuple[PersonCard, ...]
    aim: str
    state: PlaceState
    came: int
    asked: int
    is_mine: bool

    @property
    def words(self) -> str:
        """Return where the place stands."""
        return PLACE_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class GroupPage:
    """A group with the families the reader reaches; the others are a number."""

    row: GroupRow
    sessions: tuple[SessionRow, ...]
    places: tuple[PlaceRow, ...]
    others: int


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A family's own place, as the family itself is shown it: nobody else is in it."""

    title: str
    host: str
    aim: str
    is_waiting: bool
    sessions: tuple[tuple[datetime, str], ...]


def own_units(user: User) -> list[Unit]:
    """Return the units a user works in."""
    ids = [held.unit_id for held in held_roles(user) if held.unit_id]
    return list(Unit.objects.filter(pk__in=ids).order_by("name"))


def other_hosts(user: User) -> list[Unit]:
    """Return the units that can host a group together with the user's own."""
    own = [unit.pk for unit in own_units(user)]
    return list(Unit.objects.exclude(pk__in=own).order_by("name", "pk"))


def groups_of(user: User) -> tuple[GroupRow, ...]:
    """Return the groups of the user's units, the newest first."""
    rows = Group.objects.visible_to(user).select_related("unit", "co_host")
    found = rows.prefetch_related("places", "sessions").order_by("-starts_on", "-pk")
    return tuple(_row(group) for group in found[:MOST_GROUPS])


def get_group(public_id: object, user: User) -> Group:
    """Return a group of the user's units; raise NotVisible otherwise."""
    rows = Group.objects.visible_to(user).filter(public_id=str(public_id))
    found = rows.select_related("unit", "co_host").first()
    if found is None:
        raise NotVisible("group", public_id)
    return found


def group_page(group: Group, user: User) -> GroupPage:
    """Return a group; only the families whose courses the reader reaches are told by name."""
    shown = _reached(group, user)
    seated = group.places.exclude(state=PlaceState.LEFT).count()
    mine = sum(row.state is not PlaceState.LEFT for row in shown)
    now = clock.now()
    return GroupPage(
        row=_row(group),
        sessions=tuple(
            SessionRow(str(s.public_id), s.starts_at, s.minutes, s.theme, s.starts_at <= now)
            for s in group.sessions.order_by("starts_at", "pk")
        ),
        places=shown,
        others=seated - mine,
    )


def get_session(group: Group, public_id: object) -> GroupSession:
    """Return a session of a group the reader has reached; raise NotVisible otherwise."""
    found = group.sessions.filter(public_id=str(public_id)).select_related("group").first()
    if found is None:
        raise NotVisible("group_session", public_id)
    return found


def get_place(group: Group, public_id: object, user: User) -> GroupPlace:
    """Return a place whose course the reader reaches; raise NotVisible otherwise."""
    rows = group.places.filter(public_id=str(public_id), course__in=Course.objects.visible_to(user))
    found = rows.select_related("course__dossier", "group").first()
    if found is None:
        raise NotVisible("group_place", public_id)
    return found


def places_to_note(session: GroupSession, user: User) -> tuple[GroupPlace, ...]:
    """Return the seated families the user works with, in the order they were seated."""
    own = Tie.objects.filter(running(clock.today()), user=user, relation__in=ON_COURSE)
    rows = GroupPlace.objects.filter(
        group_id=session.group_id, state=PlaceState.SEATED, course__in=own.values("course_id")
    )
    return tuple(rows.select_related("course__dossier").order_by("seated_on", "pk"))


def came_to(session: GroupSession) -> frozenset[int]:
    """Return the places of the families noted as there."""
    rows = GroupAttendance.objects.filter(session=session, was_there=True)
    return frozenset(rows.values_list("place_id", flat=True))


def places_of_course(course: Course) -> tuple[tuple[str, str, str], ...]:
    """Return (group's public id, title, where the place stands) of a course one has reached."""
    rows = course.places.exclude(state=PlaceState.LEFT).select_related("group").order_by("pk")
    return tuple(
        (str(row.group.public_id), row.group.title, PLACE_WORDS[PlaceState(row.state)])
        for row in rows
    )


def own_places(user: User) -> tuple[OwnPlace, ...]:
    """Return a family member's own places in groups; of the others there is not even a number."""
    courses = Course.objects.visible_to(user).filter(ended_on__isnull=True)
    rows = GroupPlace.objects.filter(course__in=courses).exclude(state=PlaceState.LEFT)
    found = rows.select_related("group__unit", "group__co_host").prefetch_related("group__sessions")
    now = clock.now()
    return tuple(
        OwnPlace(
            title=row.group.title,
            host=_host(row.group),
            aim=row.aim,
            is_waiting=row.state == PlaceState.WAITING,
            sessions=tuple(
                (session.starts_at, session.theme)
                for session in sorted(row.group.sessions.all(), key=lambda s: s.starts_at)
                if session.starts_at >= now and row.state == PlaceState.SEATED
            ),
        )
        for row in found.order_by("pk")
    )


def _row(group: Group) -> GroupRow:
    lines = [InLine(p.pk, PlaceState(p.state), p.asked_at) for p in group.places.all()]
    ahead = [s.starts_at for s in group.sessions.all() if s.starts_at >= clock.now()]
    return GroupRow(
        public_id=str(group.public_id),
        title=group.title,
        kind=GROUP_KIND_WORDS[GroupKind(group.kind)],
        host=_host(group),
        seats=seat_words(group.seats, lines),
        starts_on=group.starts_on,
        next_at=min(ahead, default=None),
    )


def _host(group: Group) -> str:
    return group.unit.name + (f" og {group.co_host.name}" if group.co_host else "")


def _reached(group: Group, user: User) -> tuple[PlaceRow, ...]:
    rows = list(
        group.places.filter(course__in=Course.objects.visible_to(user))
        .select_related("course__family")
        .prefetch_related("attendance")
        .order_by("asked_at", "pk")
    )
    readable = set(
        group.places.filter(of_course(user, Aspect.CONTACT_TEXT, Level.YES)).values_list("pk")
    )
    own = set(
        Tie.objects.filter(running(clock.today()), user=user, relation__in=ON_COURSE).values_list(
            "course_id", flat=True
        )
    )
    children = _children(rows, user)
    return tuple(
        PlaceRow(
            id=row.pk,
            public_id=str(row.public_id),
            course_public_id=str(row.course.public_id),
            family_name=row.course.family.name,
            children=children[row.course_id],
            aim=row.aim if (row.pk,) in readable else "",
            state=PlaceState(row.state),
            came=Counter(a.was_there for a in row.attendance.all())[True],
            asked=len(row.attendance.all()),
            is_mine=row.course_id in own,
        )
        for row in rows
    )


def _children(rows: Sequence[GroupPlace], user: User) -> dict[int, tuple[PersonCard, ...]]:
    ids: dict[int, list[int]] = {row.course_id: [] for row in rows}
    links = CourseChild.objects.filter(course_id__in=ids).order_by("pk")
    for course_id, person_id in links.values_list("course_id", "person_id"):
        ids[course_id].append(person_id)
    cards = cards_by_id({pk for found in ids.values() for pk in found}, user)
    return {pk: tuple(cards[number] for number in found) for pk, found in ids.items()}
