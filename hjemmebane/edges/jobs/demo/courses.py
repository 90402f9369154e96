"""A course row by row, written as the actions of the courses record write it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from hjemmebane.domain.access import DossierKind, Register, Relation
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.contacts import (
    COURSE_IS_OVER,
    CancelReason,
    ContactState,
    CourseEndReason,
    FrequencySource,
)
from hjemmebane.domain.course_team import role_for
from hjemmebane.domain.goals import Judgement, RaterKind
from hjemmebane.domain.programmes import Programme
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.dossiers import tie
from hjemmebane.edges.jobs.demo.families import Home
from hjemmebane.edges.jobs.demo.meetings import Seats
from hjemmebane.edges.jobs.demo.texts import Theme
from hjemmebane.edges.jobs.demo.town import Town, end_of
from hjemmebane.records.courses.queries import programme_offered

TITLES = {
    "Familiebehandler": "familiebehandler",
    "Praktisk støtteperson": "praktisk støtteperson",
    "Sundhedsplejerske": "sundhedsplejerske",
    "Kontaktperson": "kontaktperson",
    "Psykolog": "psykolog",
    "Forebygger": "medarbejder i Tidlig Forebyggelse",
}
# Who leads the providing unit is tied to each of its courses and sees names, no content.
HEADED_UNIT, HEAD, HEAD_TITLE = "provider", "pia", "leder af udførerenheden"


@dataclass
class CourseFile:
    """A course with what hangs on it, while the generator writes its life."""

    course: Row
    dossier: Row
    programme: Programme
    home: Home
    children: list[Row]
    workers: list[str]
    theme: Theme
    until: date | None = None
    goals: list[Row] = field(default_factory=list)
    contacts: list[Row] = field(default_factory=list)
    present: dict[int, list[Row]] = field(default_factory=dict)
    touched: dict[int, Mapping[int, Judgement]] = field(default_factory=dict)
    methods: dict[int, Sequence[str]] = field(default_factory=dict)
    meetings: list[tuple[str, Row, Seats]] = field(default_factory=list)
    ties: list[Row] = field(default_factory=list)
    answers: list[tuple[Row, Row, Mapping[str, int], str]] = field(default_factory=list)
    acts: list[tuple[Row, Row]] = field(default_factory=list)

    @property
    def start(self) -> date:
        """Return the first day of the course."""
        found: date = self.course["started_on"]
        return found

    def held(self) -> list[Row]:
        """Return the contacts that were held, oldest first."""
        return [row for row in self.contacts if row["state"] is ContactState.HELD]

    def parents(self) -> list[Row]:
        """Return the parents who hold custody of a child of the course and are party to it.

        A case is about one child: who holds custody of a sibling alone is no party to it.
        """
        is_case = self.dossier["kind"] is DossierKind.CASE
        about = self.children[:1] if is_case else self.children
        holders = [p for child in about for p in self.home.holders(child)]
        return [p for p in self.home.parents if p in holders]


def start_course(
    town: Town,
    home: Home,
    dossier: Row,
    programme_key: str,
    unit: str,
    started_on: date,
    children: list[Row],
    workers: list[str],
    theme: Theme,
    *,
    measure: Row | None = None,
    titles: Mapping[str, str] | None = None,
    places: Mapping[str, Mapping[str, Any]] | None = None,
    **agreed: Any,
) -> CourseFile:
    """Start a family on a programme; each worker is tied to the course.

    `places` says of a worker's place on the team how much, in what way and why.
    """
    programme = programme_offered(programme_key, started_on) or town.law.programme(programme_key)
    weeks = programme.duration_weeks
    course = town.book.add(
        "courses.Course",
        form_token=None,
        dossier_id=dossier["id"],
        programme_key=programme.key,
        programme_version=programme.version,
        family_id=home.family["id"],
        measure_id=measure["id"] if measure else None,
        unit_id=town.units[unit]["id"],
        started_on=started_on,
        expected_end_on=started_on + timedelta(weeks=weeks, days=-1) if weeks else None,
        ended_on=None,
        end_reason="",
        end_text="",
        outcome="",
        outcome_text="",
        outcome_on=None,
        outcome_by_id=None,
        **{
            "agreed_needs": "",
            "frequency_source": FrequencySource.AGREED,
            "frequency_days": None,
            "frequency_text": "",
            **agreed,
        },
    )
    for child in children:
        town.book.add("courses.CourseChild", course_id=course["id"], person_id=child["id"])
    ties = _tie_workers(town, dossier, course, unit, workers, titles or {}, programme, places or {})
    if measure is not None:
        measure["course_id"] = course["id"]
    _plan_works(town, course, programme)
    return CourseFile(course, dossier, programme, home, children, list(workers), theme, ties=ties)


def _tie_workers(
    town: Town,
    dossier: Row,
    course: Row,
    unit: str,
    workers: Sequence[str],
    titles: Mapping[str, str],
    programme: Programme,
    places: Mapping[str, Mapping[str, Any]],
) -> list[Row]:
    """Tie each worker to the course, and the head of the providing unit."""
    started_on = course["started_on"]
    is_prevention = dossier["register"] is Register.PREVENTION
    relation = Relation.PREVENTION if is_prevention else Relation.THERAPIST
    ties = []
    for key in workers:
        title = titles.get(key) or TITLES[town.users[key]["profession"]]
        ties.append(tie(town, key, dossier, relation, title, started_on, course_id=course["id"]))
        more = places.get(key, {})
        place_on(town, course, role_for(programme, title), key, workers[0], **more)
    if unit == HEADED_UNIT:
        tie(
            town,
            HEAD,
            dossier,
            Relation.PROVIDER_HEAD,
            HEAD_TITLE,
            started_on,
            course_id=course["id"],
        )
    return ties


def place_on(town: Town, course: Row, role: str, key: str, by: str, **more: Any) -> Row:
    """Write that somebody holds a role on a course's team from its first day.

    Without a `key` it is one who has no account: their `name` says who.
    """
    return town.book.add(
        "courses.TeamPlace",
        course_id=course["id"],
        role=role,
        user_id=town.users[key]["id"] if key else None,
        noted_by_id=town.users[by]["id"],
        noted_at=_morning(town, course["started_on"]),
        **{
            "name": "",
            "way": "",
            "hours_a_week": None,
            "reason": "",
            "text": "",
            "from_on": course["started_on"],
            "to_on": None,
            **more,
        },
    )


def _plan_works(town: Town, course: Row, programme: Programme) -> None:
    for track in programme.tracks:
        for work in track.works:
            town.book.add(
                "courses.PlannedWork",
                course_id=course["id"],
                track=track.title,
                title=work.title,
                from_week=work.from_week,
                to_week=work.to_week,
            )


def plan_contact(
    town: Town,
    file: CourseFile,
    starts_at: datetime,
    setting: str,
    workers: Sequence[str],
    invited: Sequence[Row],
    *,
    household: Row | None = None,
    minutes: int = 75,
    **more: Any,
) -> Row:
    """Write a contact that is planned; `more` turns it into one that was cancelled or moved."""
    contact = town.book.add(
        "courses.Contact",
        form_token=None,
        course_id=file.course["id"],
        starts_at=starts_at,
        minutes=minutes,
        setting=setting,
        household_id=household["id"] if household else None,
        place="",
        **{
            "state": ContactState.PLANNED,
            "is_formal": False,
            "note": "",
            "agreed_next": "",
            "needs_two": False,
            "two_reason": "",
            "two_text": "",
            "cancel_reason": "",
            "cancel_text": "",
            "moved_to_id": None,
            "written_at": None,
            "written_by_id": None,
            **more,
        },
    )
    for key in workers:
        town.book.add(
            "courses.ContactWorker", contact_id=contact["id"], user_id=town.users[key]["id"]
        )
    for person in invited:
        _person(town, contact, person, is_invited=True)
    file.contacts.append(contact)
    file.present[contact["id"]] = []
    return contact


def hold_contact(
    town: Town,
    file: CourseFile,
    starts_at: datetime,
    setting: str,
    workers: Sequence[str],
    *,
    there: Sequence[Row],
    about: Sequence[Row],
    methods: Sequence[str],
    touched: Mapping[int, Judgement],
    note: str,
    agreed_next: str,
    household: Row | None = None,
    minutes: int = 75,
    is_formal: bool = False,
    written_after: int = 90,
) -> Row:
    """Write a contact that was held: who was there, what was done, which goals were touched."""
    contact = plan_contact(
        town,
        file,
        starts_at,
        setting,
        workers,
        (),
        household=household,
        minutes=minutes,
        state=ContactState.HELD,
        is_formal=is_formal,
        note=note,
        agreed_next=agreed_next,
        written_at=end_of(starts_at, minutes + written_after),
        written_by_id=town.users[workers[0]]["id"],
    )
    known = {person["id"]: person for person in (*there, *about)}
    for number in sorted(known):
        person = known[number]
        _person(town, contact, person, was_there=person in there, is_about=person in about)
    for key in methods:
        town.book.add("courses.ContactMethod", contact_id=contact["id"], key=key)
    for goal_id, judgement in touched.items():
        _touch(town, contact, goal_id, judgement)
    file.present[contact["id"]] = list(there)
    file.touched[contact["id"]] = touched
    file.methods[contact["id"]] = methods
    return contact


def _person(town: Town, contact: Row, person: Row, **marks: bool) -> None:
    town.book.add(
        "courses.ContactPerson",
        contact_id=contact["id"],
        person_id=person["id"],
        label="",
        **{"is_invited": False, "was_there": False, "is_about": False, **marks},
    )


def _touch(town: Town, contact: Row, goal_id: int, judgement: Judgement) -> None:
    town.book.add(
        "courses.ContactGoal", contact_id=contact["id"], goal_id=goal_id, judgement=judgement
    )
    town.book.add(
        "cases.GoalProgress",
        goal_id=goal_id,
        on=local_day(contact["starts_at"]),
        rater_kind=RaterKind.WORKER,
        person_id=None,
        user_id=contact["written_by_id"],
        value=None,
        judgement=judgement,
        note="",
        source_kind="contact",
        source_id=contact["public_id"],
    )


def begin_phase(town: Town, file: CourseFile, phase: str, on: date, reason: str = "") -> None:
    """Write the day a phase really began."""
    town.book.add(
        "courses.PhaseEvent",
        course_id=file.course["id"],
        phase=phase,
        started_on=on,
        reason=reason,
        noted_by_id=town.users[file.workers[0]]["id"],
        noted_at=end_of(_morning(town, on), 0),
    )


def mark(town: Town, file: CourseFile, key: str, on: date) -> None:
    """Write the day a document of the programme was done."""
    town.book.add(
        "courses.MilestoneMark",
        course_id=file.course["id"],
        key=key,
        done_on=on,
        noted_by_id=town.users[file.workers[0]]["id"],
        noted_at=_morning(town, on),
    )


def _morning(town: Town, on: date) -> datetime:
    return min(datetime(on.year, on.month, on.day, 9, 0, tzinfo=town.now.tzinfo), town.now)


def end_course(file: CourseFile, on: date, reason: CourseEndReason, text: str) -> None:
    """End a course; what was still planned is cancelled."""
    file.course.update(ended_on=on, end_reason=reason, end_text=text)
    for contact in file.contacts:
        if contact["state"] is ContactState.PLANNED:
            contact.update(
                state=ContactState.CANCELLED,
                cancel_reason=CancelReason.OTHER,
                cancel_text=COURSE_IS_OVER,
            )
