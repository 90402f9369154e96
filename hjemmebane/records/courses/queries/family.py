"""The courses and contacts of one family, for the family page: one query a table."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, CharField, Exists, F, OuterRef, QuerySet, Value

from hjemmebane import catalogue, clock
from hjemmebane.domain.contacts import CANCEL_REASON_WORDS, CancelReason, ContactState
from hjemmebane.domain.course import DAYS_IN_A_WEEK
from hjemmebane.domain.course_pauses import Pause, moved, paused_days
from hjemmebane.domain.course_phases import PhaseActual, PhaseStanding, phase_standings
from hjemmebane.domain.programmes import Programme
from hjemmebane.records.access.models import User
from hjemmebane.records.courses.models import (
    Contact,
    ContactPerson,
    ContactWorker,
    Course,
)
from hjemmebane.records.courses.programmes import programme_of
from hjemmebane.records.courses.queries.contacts import place_named
from hjemmebane.records.courses.queries.pausing import span_of

CONTACTS_MOST = 1_000
CONTACT_COLUMNS = (
    *("pk", "public_id", "course_id", "state", "starts_at", "minutes", "is_formal"),
    *("setting", "place", "household__label", "cancel_reason", "note", "agreed_next"),
    *("course__programme_key", "course__programme_version", "is_readable"),
)
LATEST = 5


@dataclass(frozen=True, slots=True)
class FamilyCourse:
    """A course as a stretch of time with its phases."""

    id: int
    public_id: str
    dossier_id: int
    title: str
    unit: str
    started_on: date
    expected_end_on: date | None
    ended_on: date | None
    week_words: str
    phases: tuple[PhaseStanding, ...]

    @property
    def is_running(self) -> bool:
        """Return whether the course has no end yet."""
        return self.ended_on is None


@dataclass(frozen=True, slots=True)
class FamilyContact:
    """A contact as a mark in time; the note only where the reader may read it."""

    public_id: str
    course_id: int
    state: ContactState
    starts_at: datetime
    place: str
    is_at_home: bool
    is_formal: bool
    workers: tuple[str, ...]
    invited: tuple[int, ...]
    minutes: int
    cancel_words: str
    note: str
    agreed_next: str


def courses_in(dossier_ids: Collection[int], user: User) -> tuple[FamilyCourse, ...]:
    """Return the courses of a family that the reader may know of, newest first."""
    rows = (
        Course.objects.visible_to(user)
        .filter(dossier_id__in=dossier_ids)
        .annotate(
            phase=F("phases__phase"),
            phase_on=F("phases__started_on"),
            paused_from=F("pauses__from_on"),
            paused_to=F("pauses__to_on"),
        )
        .select_related("unit")
        .order_by("-started_on", "-pk", "phases__started_on", "pauses__from_on")
    )
    # One row for each phase that began and each pause, so that all come in one query.
    begun: dict[int, dict[PhaseActual, None]] = defaultdict(dict)
    paused: dict[int, dict[Pause, None]] = defaultdict(dict)
    found: dict[int, Course] = {}
    for row in rows:
        phase, on = getattr(row, "phase", None), getattr(row, "phase_on", None)
        pause = getattr(row, "paused_from", None)
        found.setdefault(row.pk, row)
        if phase and on:
            begun[row.pk][PhaseActual(phase, on)] = None
        if pause:
            paused[row.pk][span_of(pause, getattr(row, "paused_to", None))] = None
    return tuple(_course(c, [*begun[c.pk]], tuple(paused[c.pk])) for c in found.values())


def _course(course: Course, begun: list[PhaseActual], pauses: tuple[Pause, ...]) -> FamilyCourse:
    programme = programme_of(course)
    last_day = min(clock.today(), course.ended_on) if course.ended_on else clock.today()
    return FamilyCourse(
        id=course.pk,
        public_id=str(course.public_id),
        dossier_id=course.dossier_id,
        title=programme.title,
        unit=course.unit.name,
        started_on=course.started_on,
        expected_end_on=(moved(course.expected_end_on, pauses) if course.expected_end_on else None),
        ended_on=course.ended_on,
        week_words=_week_words(programme, course.started_on, last_day, pauses),
        phases=phase_standings(
            programme.phases, course.started_on, begun, last_day, course.ended_on, pauses
        ),
    )


def _week_words(programme: Programme, start: date, day: date, pauses: tuple[Pause, ...]) -> str:
    gone = (day - start).days - paused_days(start, day, pauses)
    week = max(1, gone // DAYS_IN_A_WEEK + 1)
    return f"uge {week}" + (f" af {programme.duration_weeks}" if programme.duration_weeks else "")


def contacts_in(
    course_ids: Collection[int], user: User, since: datetime | None = None
) -> tuple[FamilyContact, ...]:
    """Return the contacts of a family's courses since a moment, newest first.

    Where nothing has happened since, the latest few are read instead.
    """
    # Plain rows: a thousand contacts made into objects with course and home cost too much.
    rows = _contacts(course_ids, user).values_list(*CONTACT_COLUMNS, named=True)
    found = list((rows.filter(starts_at__gte=since) if since else rows)[:CONTACTS_MOST])
    if since and not found:
        found = list(rows[:LATEST])
    there = _there([row.pk for row in found])
    return tuple(_contact(row, there[row.pk]) for row in found)


def _contacts(course_ids: Collection[int], user: User) -> QuerySet[Contact]:
    readable = Contact.objects.with_text_for(user).filter(pk=OuterRef("pk"))
    return (
        Contact.objects.visible_to(user)
        .filter(course_id__in=course_ids)
        .exclude(state=ContactState.MOVED)
        .annotate(is_readable=Exists(readable))
        .order_by("-starts_at", "-pk")
    )


def _there(contact_ids: Collection[int]) -> dict[int, list[tuple[str, int | None]]]:
    """Return the workers by name and the invited of the family by id, in one query."""
    workers = ContactWorker.objects.filter(contact_id__in=contact_ids).values_list(
        "contact_id", "pk", "user__name", Value(None, output_field=BigIntegerField())
    )
    invited = ContactPerson.objects.filter(
        contact_id__in=contact_ids, is_invited=True, person__isnull=False
    ).values_list("contact_id", "pk", Value("", output_field=CharField()), "person_id")
    found: dict[int, list[tuple[str, int | None]]] = defaultdict(list)
    for contact_id, _, name, person_id in sorted(
        workers.union(invited, all=True), key=lambda row: (row[0], row[3] is not None, row[1])
    ):
        found[contact_id].append((name, person_id))
    return found


def _contact(row: Any, there: list[tuple[str, int | None]]) -> FamilyContact:
    is_readable = bool(row.is_readable)
    ran = catalogue.current().programme(row.course__programme_key, row.course__programme_version)
    reason = CANCEL_REASON_WORDS[CancelReason(row.cancel_reason)] if row.cancel_reason else ""
    return FamilyContact(
        public_id=str(row.public_id),
        course_id=row.course_id,
        state=ContactState(row.state),
        starts_at=row.starts_at,
        place=place_named(row.household__label, row.place, row.setting, ran),
        is_at_home=row.household__label is not None,
        is_formal=row.is_formal,
        workers=tuple(name for name, person_id in there if person_id is None),
        invited=tuple(person_id for _, person_id in there if person_id is not None),
        minutes=row.minutes,
        cancel_words=reason,
        note=row.note if is_readable else "",
        agreed_next=row.agreed_next if is_readable else "",
    )
