"""Today and the last days: whom the cast sees today, and who has looked at whom."""

from datetime import datetime, timedelta

from hjemmebane import clock
from hjemmebane.domain.access import Relation
from hjemmebane.domain.agenda import MeetingKind, MeetingReply
from hjemmebane.domain.calendar import plus_hours
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.courses import CourseFile, plan_contact
from hjemmebane.edges.jobs.demo.dossiers import tie
from hjemmebane.edges.jobs.demo.meetings import Seats, answer, plan
from hjemmebane.edges.jobs.demo.staff import STAFF
from hjemmebane.edges.jobs.demo.story_holm import HolmCase
from hjemmebane.edges.jobs.demo.town import Town, at

VISITS = (("dorte", 12, 15), ("dorte", 16, 30), ("esben", 13, 0), ("esben", 17, 0))
LOOKED_DAYS = 30
ROUTES = ("staff:family", "staff:course", "staff:case")
PURPOSES = ("", "Forbereder møde", "Skriver notat", "Ser frister", "Ringer tilbage")


def plan_today(town: Town, told: HolmCase) -> None:
    """Write what the cast has in the calendar today besides the visit of this morning."""
    others = [file for file in town.running if file.home is not told.holm.home]
    taken: list[CourseFile] = []
    for key, hour, minute in VISITS:
        file = _course_for(town, key, [one for one in others if one not in taken])
        if file is None:
            continue
        taken.append(file)
        home = file.home.homes[0]
        invited = [*file.parents()[:1], *file.children]
        plan_contact(
            town, file, at(town.anchor, hour, minute), "home", [key], invited, household=home
        )
    _annas_day(town, told)


def _course_for(town: Town, key: str, files: list[CourseFile]) -> CourseFile | None:
    own = [file for file in files if key in file.workers]
    if own:
        return own[0]
    if not files:
        return None
    file = files[0]
    title = "familiebehandler"
    since = town.anchor - timedelta(days=14)
    day = max(file.start, since)
    tie(town, key, file.dossier, Relation.THERAPIST, title, day, course_id=file.course["id"])
    file.workers.append(key)
    return file


def _annas_day(town: Town, told: HolmCase) -> None:
    holm, selma = told.holm, told.selma
    plan(
        town,
        selma.dossier,
        MeetingKind.CHILD_TALK,
        at(town.anchor, 10),
        Seats([holm.selma], ["anna"]),
        place="Engskolen",
        purpose="Børnesamtale med Selma",
    )
    at_jonas = plan(
        town,
        selma.dossier,
        MeetingKind.OTHER,
        at(town.anchor, 15, 30),
        Seats([holm.jonas], ["anna"]),
        place="Hos Jonas, Møllegade 8",
        minutes=75,
        purpose="Jonas skriver ned, hvad der virker i hans weekender. Vi ser på det før mødet.",
    )
    answer(town, at_jonas, holm.jonas, MeetingReply.YES, "anna")


def look_ups(town: Town, told: HolmCase) -> None:
    """Write who has looked at the Holm family and at others, and one who was refused."""
    holm = told.holm
    everyone = [holm.frida, holm.jonas, holm.selma, holm.viggo]
    ours = (
        ("anna", 0, 8, 12, "Gjorde klar til mødet i morgen"),
        ("dorte", 1, 19, 40, "Skrev om besøget"),
        ("esben", 3, 18, 5, "Skrev om besøget"),
        ("bo", 12, 9, 30, "Vikar for Anna, der var syg"),
        ("camilla", 15, 14, 0, "Sagsgennemgang"),
    )
    for key, days, hour, minute, why in ours:
        moment = at(town.anchor - timedelta(days=days), hour, minute)
        _look(town, key, moment, everyone, why, "staff:family")
    refused = at(town.anchor - timedelta(days=21), 16, 22)
    row = _look(town, "erik", refused, [], "", "staff:family")
    row.update(is_refused=True, refused_about=f"family {holm.home.family['public_id']}")
    looked_at(town)


def looked_at(town: Town) -> None:
    """Write the looks of advisers and therapists at the families they work with."""
    rng = town.chance("look-ups")
    parties: dict[int, list[Row]] = {}
    persons = town.book.of("people.Person")
    for row in town.book.of("people.Party"):
        parties.setdefault(row["dossier_id"], []).append(persons[row["person_id"] - 1])
    users = {user["id"]: key for key, user in town.users.items()}
    dossiers = town.book.of("access.Dossier")
    for row in town.book.of("access.Tie"):
        key = users[row["user_id"]]
        dossier = dossiers[row["dossier_id"] - 1]
        if key not in STAFF or dossier["closed_at"] or row["to_on"] or rng.random() < 0.4:
            continue
        since = max(row["from_on"], town.anchor - timedelta(days=LOOKED_DAYS))
        span = (town.anchor - since).days
        if span > 0 and row["dossier_id"] in parties:
            moment = at(since + timedelta(days=rng.randint(0, span - 1)), rng.randint(8, 15))
            moment = plus_hours(moment, 0)
            looked = parties[row["dossier_id"]]
            _look(town, key, moment, looked, rng.choice(PURPOSES), rng.choice(ROUTES))


def _look(town: Town, key: str, moment: datetime, persons: list[Row], why: str, route: str) -> Row:
    _, _, unit, _, profession = STAFF[key]
    request = town.book.add(
        "access.LookupRequest",
        user_id=town.users[key]["id"],
        # A demo made by night has no look of the coming morning: the seal would call it forged.
        at=min(moment, clock.now()),
        route=route,
        why=why,
        unit_name=town.units[unit]["name"],
        role=profession,
        is_refused=False,
        refused_about="",
        search_index="",
    )
    for person in dict.fromkeys(person["id"] for person in persons):
        town.book.add("access.LookupPerson", request_id=request["id"], person_id=person)
    return request
