"""The life of a family in Tidlig Forebyggelse: an enquiry, a course without a case, and an end."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hjemmebane.domain.access import Register
from hjemmebane.domain.agenda import MeetingKind
from hjemmebane.domain.allocation import CompetenceKey
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.contacts import CourseEndReason, ExtensionReason
from hjemmebane.domain.goals import GoalEndReason
from hjemmebane.domain.identity import age_on
from hjemmebane.domain.intake import ConcernSource, EnquirySource, TriageOutcome, TriageReason
from hjemmebane.domain.people import PartyRole
from hjemmebane.domain.programmes import NETWORK_MEETING
from hjemmebane.edges.jobs.demo import enquiries, network
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.cases import agree_goal, end_goal
from hjemmebane.edges.jobs.demo.courses import CourseFile, end_course, start_course
from hjemmebane.edges.jobs.demo.families import Home, make_family
from hjemmebane.edges.jobs.demo.feedback import feedback
from hjemmebane.edges.jobs.demo.meetings import Seats, hold, plan
from hjemmebane.edges.jobs.demo.notices import SOURCE_OF, unit_for_age
from hjemmebane.edges.jobs.demo.staff import PREVENTION_WORKERS
from hjemmebane.edges.jobs.demo.texts import Theme, general, themes_for
from hjemmebane.edges.jobs.demo.town import Town, at, later, office_hours
from hjemmebane.edges.jobs.demo.visits import Pace, visit

PREVENTION_30 = "prevention-30"
# Groups and single courses of advice: a family each, of those whose course runs.
OTHERS = (
    "group-incredible-years",
    "group-ready-for-child",
    "group-understand-teenager",
    "group-children-of-mentally-ill",
    "advice-adhd-autism",
    "advice-family-structure",
)
LONGEST_OPEN, SHORTEST_OPEN = 150, 9
COMPETENCE_OF = {
    "homes": CompetenceKey.SEPARATION,
    "infant": CompetenceKey.SMALL_CHILDREN,
    "bedtime": CompetenceKey.SMALL_CHILDREN,
    "youth": CompetenceKey.TEENAGERS,
    "lonely": CompetenceKey.ANXIETY,
    "school": CompetenceKey.ANXIETY,
}


@dataclass
class Stay:
    """One family's time with the prevention unit."""

    town: Town
    rng: random.Random
    home: Home
    theme: Theme
    children: list[Row]
    worker: str
    is_open: bool
    programme: str = PREVENTION_30


def live(town: Town, number: int, *, is_open: bool) -> None:
    """Write one prevention family from the enquiry to today, or to the end of its course."""
    rng = town.chance("prevention", number)
    received_on = _received_on(town, rng, is_open=is_open)
    received_at = office_hours(received_on, rng)
    home = make_family(town, rng, Register.PREVENTION, received_on)
    children = [c for c in home.children if age_on(c["born_on"], received_on) < 18][:2]
    theme = rng.choice(themes_for(age_on(c["born_on"], received_on) for c in children))
    workers = list(PREVENTION_WORKERS)
    worker = town.least_loaded(workers) if is_open else rng.choice(workers)
    programme = OTHERS[number] if is_open and number < len(OTHERS) else PREVENTION_30
    stay = Stay(town, rng, home, theme, children, worker, is_open, programme)
    enquiry = _enquire(stay, received_at)
    allocated_at = enquiry["allocated_at"]
    contacted_at = allocated_at + timedelta(hours=rng.choice((1, 2, 3, 26)))
    enquiries.first_contact(town, enquiry, contacted_at)
    registered_at = contacted_at + timedelta(minutes=30)
    dossier = enquiries.register(town, enquiry, home, _roles(home, children), registered_at)
    _known_from(town, home, local_day(registered_at))
    started_on = town.working_day(later(local_day(contacted_at), rng, 2, 9))
    file = _start(stay, dossier, started_on)
    enquiries.started(enquiry, file.course, at(started_on, 9))
    _run(stay, file)
    if is_open:
        adults, own = home.holders(children[0]), town.chance("network", "prevention", number)
        network.draw(town, own, adults, file.dossier, worker, started_on)


def _received_on(town: Town, rng: random.Random, *, is_open: bool) -> date:
    if is_open:
        back = rng.randint(SHORTEST_OPEN + 22, LONGEST_OPEN)
        return town.working_day(town.anchor - timedelta(days=back))
    span = (town.anchor - town.begins_on).days
    return town.working_day(town.begins_on + timedelta(days=rng.randint(0, span - 330)))


def _enquire(stay: Stay, received_at: datetime) -> Row:
    """Write how they came: the parents themselves, or a partner with them, or by telephone."""
    town, rng, home = stay.town, stay.rng, stay.home
    child, parent = stay.children[0], home.parents[0]
    age = age_on(child["born_on"], local_day(received_at))
    voice = home.voice(child)
    way = rng.choices(("citizen", "partner", "staff"), (50, 35, 15))[0]
    unit = unit_for_age(rng, age) if way == "partner" else ""
    name = "" if parent["has_protected_name"] else f"{parent['given_name']} {parent['family_name']}"
    enquiry = enquiries.receive(
        town,
        received_at,
        stay.theme.pick("problem", rng, voice),
        source=EnquirySource(way),
        concern_source=SOURCE_OF.get(unit, ConcernSource.PARENT),
        contact_name=name,
        unit=unit,
        own_motivation=stay.theme.pick("parents", rng, voice),
        problem=stay.theme.pick("finding", rng, voice),
        received_by=stay.worker if way == "staff" else "",
    )
    for one in stay.children:
        enquiries.name_child(town, enquiry, home.voice(one).child, age, one)
    read_at = received_at + timedelta(minutes=rng.randint(20, 200))
    enquiries.read(town, enquiry, read_at, rng.choice(general("danger_note")))
    met_on = town.working_day(later(local_day(received_at), rng, 1, 7))
    said = enquiries.Triage(
        TriageOutcome.ACCEPT,
        TriageReason.FITS,
        general("triage")[rng.randint(0, 1)],
        COMPETENCE_OF.get(stay.theme.key, ""),
    )
    enquiries.triage(town, enquiry, at(met_on, 9, 30), said)
    enquiries.allocate(town, enquiry, at(met_on, 10, 30), stay.worker)
    return enquiry


def _roles(home: Home, children: list[Row]) -> list[tuple[Row, PartyRole]]:
    """Return each of the family with their place: whoever is registered is a party."""
    holders = {p["id"] for child in children for p in home.holders(child)}
    grown = [
        (p, PartyRole.CUSTODY_PARENT if p["id"] in holders else PartyRole.PARENT)
        for p in home.parents
    ]
    return grown + [
        (c, PartyRole.CHILD if c in children else PartyRole.SIBLING) for c in home.children
    ]


def _known_from(town: Town, home: Home, day: date) -> None:
    """Move what the register knows of a family to the day it was written there."""
    persons = {person["id"] for person in (*home.parents, *home.children)}
    for table in ("people.FamilyMember", "people.Residence", "people.PersonNumber"):
        for row in reversed(town.book.of(table)):
            if row["person_id"] not in persons:
                break
            row["from_on"] = day


def _start(stay: Stay, dossier: Row, started_on: date) -> CourseFile:
    town, home = stay.town, stay.home
    file = start_course(
        town,
        home,
        dossier,
        stay.programme,
        "prevention",
        started_on,
        stay.children,
        [stay.worker],
        stay.theme,
        agreed_needs=stay.rng.choice(general("needs")),
    )
    agreed_on = town.working_day(later(started_on, stay.rng, 2, 10))
    if agreed_on < town.anchor:
        for own, professional, whose in stay.theme.goals:
            speaks = age_on(stay.children[0]["born_on"], started_on) >= 4
            words_of = stay.children[0] if whose == "child" and speaks else None
            goal = agree_goal(
                town,
                dossier,
                own,
                professional,
                words_of,
                agreed_on,
                stay.theme.area,
                course=file.course,
            )
            file.goals.append(goal)
        _meeting(stay, file, "start_meeting", MeetingKind.START, agreed_on, None)
    return file


def _run(stay: Stay, file: CourseFile) -> None:
    town, rng = stay.town, stay.rng
    frame = file.programme.contacts
    most = frame.most if frame else 12
    wanted = rng.choices((most, rng.randint(4, 7), rng.randint(8, 11)), (52, 16, 32))[0]
    is_longer = wanted == most and rng.random() < 0.18
    weeks = rng.randint(17, 24) + (9 if is_longer else 0)
    last = None if stay.is_open else town.working_day(file.start + timedelta(weeks=weeks))
    held_most = wanted + 4 if is_longer else wanted
    if stay.is_open:
        held_most = most - 1
    visit(town, rng, file, last, Pace(most_held=held_most, goes_well=rng.uniform(0.5, 0.85)))
    feedback(town, rng, file, rate=0.45)
    if is_longer and len(file.held()) > most:
        _extend(stay, file, most)
    for days in (rng.randint(35, 55), rng.randint(80, 115)):
        on = file.start + timedelta(days=days)
        _meeting(stay, file, NETWORK_MEETING, MeetingKind.NETWORK, on, last)
    if last is not None:
        _end(stay, file, last, was_cut=wanted < 8)


def _extend(stay: Stay, file: CourseFile, most: int) -> None:
    """Write the leader's yes to more contacts, from before the thirteenth was held."""
    town = stay.town
    thirteenth = file.held()[most]["starts_at"]
    asked_at = thirteenth - timedelta(days=5)
    town.book.add(
        "courses.Extension",
        course_id=file.course["id"],
        new_limit=most + 4,
        new_end_on=None,
        reason=stay.rng.choice(list(ExtensionReason)[:4]),
        text=stay.rng.choice(general("extension")),
        asked_by_id=town.users[stay.worker]["id"],
        asked_at=asked_at,
        decided_by_id=town.users["gry"]["id"],
        decided_at=asked_at + timedelta(days=2),
        is_agreed=True,
    )


def _meeting(
    stay: Stay, file: CourseFile, key: str, kind: MeetingKind, on: date, last: date | None
) -> None:
    town, rng = stay.town, stay.rng
    day = town.working_day(on)
    if last is not None and day > last:
        return
    is_network = key == NETWORK_MEETING
    if is_network and not file.programme.network_meetings:
        return
    labels = rng.sample(("mormor", "nabo", "klasselærer", "pædagog"), 2) if is_network else ()
    seats = Seats(file.parents(), [stay.worker], labels)
    starts_at = at(day, rng.choice((9, 13, 15, 16)))
    more = {"course": file.course, "key": key, "place": "Tidlig Forebyggelse"}
    if town.is_past(starts_at):
        texts = general("meeting" if is_network else "start_meeting")
        row = hold(town, file.dossier, kind, starts_at, seats, agreements=rng.choice(texts), **more)
    elif on < town.anchor + timedelta(days=21):
        row = plan(town, file.dossier, kind, starts_at, seats, **more)
    else:
        return
    file.meetings.append((key, row, seats))


def _end(stay: Stay, file: CourseFile, last: date, *, was_cut: bool) -> None:
    rng, texts = stay.rng, general("end")
    held = file.held()
    ended_on = last
    if held:
        ended_on = min(
            last, stay.town.working_day(later(local_day(held[-1]["starts_at"]), rng, 0, 9))
        )
    ended_on = max([ended_on, *(local_day(c["starts_at"]) for c in file.contacts)])
    ended_on = max([ended_on, *(local_day(row["starts_at"]) for _, row, _ in file.meetings)])
    how = (
        (CourseEndReason.FAMILY_STOPPED, texts[3])
        if was_cut
        else rng.choice(
            ((CourseEndReason.GOALS_MET, texts[0]), (CourseEndReason.AS_PLANNED, texts[1]))
        )
    )
    end_course(file, ended_on, *how)
    for goal in file.goals:
        is_met = how[0] is CourseEndReason.GOALS_MET
        end_goal(goal, ended_on, GoalEndReason.REACHED if is_met else GoalEndReason.COURSE_ENDED)
    file.dossier["closed_at"] = at(ended_on, 15)
