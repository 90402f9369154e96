"""The Berg family's course: nine contacts of twelve, no case, an address nobody is shown."""

from datetime import date, timedelta

from hjemmebane.domain.agenda import MeetingKind
from hjemmebane.domain.contacts import CancelReason, ContactState
from hjemmebane.domain.goals import GoalArea
from hjemmebane.domain.intake import TriageOutcome, TriageReason
from hjemmebane.domain.people import PartyRole
from hjemmebane.edges.jobs.demo import enquiries, feedback
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.cases import agree_goal
from hjemmebane.edges.jobs.demo.courses import CourseFile, plan_contact, start_course
from hjemmebane.edges.jobs.demo.meetings import Seats, hold, plan
from hjemmebane.edges.jobs.demo.story_people import make_berg, shifted
from hjemmebane.edges.jobs.demo.texts import theme
from hjemmebane.edges.jobs.demo.town import Town, at
from hjemmebane.edges.jobs.demo.visits import Pace, hold_visit

HELD = 9

PURPOSE = "At skolen og familien gør det samme om morgenen"
VOICE = "Noah tegnede morgenen. Han vil have, at nogen venter på ham ved lågen."


def tell_berg(town: Town) -> CourseFile:
    """Write the enquiry, the weekly table, and the course with Nadia."""
    home, ida, noah = make_berg(town)
    rng = town.chance("berg")
    received_at = at(shifted(town, date(2026, 8, 3)), 10, 20)
    row = enquiries.receive(
        town,
        received_at,
        "Noah bliver så vred, at jeg ikke ved, hvad jeg skal gøre. Vi er flyttet for at få ro.",
        contact_name="Ida Berg",
        own_motivation="Jeg vil lære at møde ham, før det går galt.",
        problem="Vredesudbrud ved skift og om aftenen.",
    )
    enquiries.name_child(town, row, "Noah", 8, noah)
    note = "Ingen tegn på fare nu. Adressen er beskyttet og må ikke siges videre."
    enquiries.read(town, row, received_at + timedelta(minutes=40), note)
    met_on = shifted(town, date(2026, 8, 10))
    said = enquiries.Triage(
        TriageOutcome.ACCEPT,
        TriageReason.FITS,
        "Vil selv. Vanskeligheden er til at overskue.",
        "separation",
    )
    enquiries.triage(town, row, at(met_on, 9, 30), said)
    enquiries.allocate(town, row, at(met_on, 10, 30), "nadia")
    enquiries.first_contact(town, row, at(met_on, 13))
    roles = [(ida, PartyRole.CUSTODY_PARENT), (noah, PartyRole.CHILD)]
    dossier = enquiries.register(town, row, home, roles, at(met_on, 14))
    started_on = shifted(town, date(2026, 8, 17))
    file = start_course(
        town,
        home,
        dossier,
        "prevention-30",
        "prevention",
        started_on,
        [noah],
        ["nadia"],
        theme("anger"),
        agreed_needs="Rolige aftener, og at Noah har et sted at gå hen.",
    )
    enquiries.started(row, file.course, at(started_on, 9))
    town.loads["nadia"] += 1
    file.goals = _goals(town, file, noah, shifted(town, date(2026, 8, 20)))
    _contacts(town, file)
    _meetings(town, file, ida)
    feedback.feedback(town, rng, file, rate=0.6)
    return file


def _goals(town: Town, file: CourseFile, noah: Row, on: date) -> list[Row]:
    words = (
        (
            "Jeg vil ikke slå, når jeg bliver sur.",
            "Noah bruger tegnet og falder til ro på ti minutter.",
            noah,
            GoalArea.WELLBEING,
        ),
        (
            "Vi vil have aftener, vi kan være i.",
            "Fast rækkefølge fra mad til seng fem dage om ugen.",
            None,
            GoalArea.EVERYDAY_LIFE,
        ),
    )
    return [
        agree_goal(town, file.dossier, own, professional, whose, on, area, course=file.course)
        for own, professional, whose, area in words
    ]


def _contacts(town: Town, file: CourseFile) -> None:
    rng = town.chance("berg", "contacts")
    days = [file.start + timedelta(days=4 + 10 * number) for number in range(HELD)]
    for number, day in enumerate(days):
        starts_at = at(min(town.working_day(day), town.anchor - timedelta(days=2)), 15, 30)
        hold_visit(town, rng, file, starts_at, Pace(goes_well=0.7), ["nadia"])
        if number == 3:
            plan_contact(
                town,
                file,
                starts_at + timedelta(days=4),
                "home",
                ["nadia"],
                file.home.parents,
                household=file.home.homes[0],
                state=ContactState.CANCELLED,
                cancel_reason=CancelReason.FAMILY_ILL,
                cancel_text="Noah havde feber.",
            )
    ahead = at(town.working_day(town.anchor + timedelta(days=6)), 15, 30)
    invited = [*file.home.parents, *file.children]
    plan_contact(town, file, ahead, "home", ["nadia"], invited, household=file.home.homes[0])


def _meetings(town: Town, file: CourseFile, ida: Row) -> None:
    place = {"course": file.course, "place": "Tidlig Forebyggelse"}
    held = (
        (
            "start_meeting",
            MeetingKind.START,
            file.start + timedelta(days=3),
            (),
            "Ida valgte at begynde med aftenerne.",
        ),
        (
            "network_meeting",
            MeetingKind.NETWORK,
            file.start + timedelta(days=51),
            ("klasselærer", "moster"),
            "Læreren bruger det samme tegn i skolen.",
        ),
    )
    for key, kind, day, labels, agreed in held:
        seats = Seats([ida], ["nadia"], labels)
        starts_at = at(town.working_day(day), 14)
        told = {"purpose": PURPOSE, "child_voice": VOICE} if labels else {}
        said = {"key": key, "agreements": agreed, **place, **told}
        row = hold(town, file.dossier, kind, starts_at, seats, **said)
        file.meetings.append((key, row, seats))
    seats = Seats([ida], ["nadia"], ("klasselærer", "moster"))
    starts_at = at(town.working_day(town.anchor + timedelta(days=13)), 14)
    plan(town, file.dossier, MeetingKind.NETWORK, starts_at, seats, key="network_meeting", **place)
