"""The Holm family's case, as the pictures tell it, seen from the anchor day."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hjemmebane.domain.access import Relation
from hjemmebane.domain.calendar import plus_months
from hjemmebane.domain.cases import (
    CaseWeight,
    MeasureEndReason,
    Replaces,
    ScreeningOutcome,
    ScreeningReason,
    ViewWaiver,
)
from hjemmebane.domain.follow_up import (
    Combine,
    FollowUpOutcome,
    Heard,
    NextReason,
    OutcomeReason,
    StepDown,
)
from hjemmebane.domain.goals import GoalArea, Judgement
from hjemmebane.domain.intake import NotificationOutcome, NotificationReasonKey
from hjemmebane.domain.people import PartyRole
from hjemmebane.domain.story import StoryHeard
from hjemmebane.edges.jobs.demo import cases, coordination, notices, plans
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.cases import CaseFile
from hjemmebane.edges.jobs.demo.courses import CourseFile
from hjemmebane.edges.jobs.demo.dossiers import tie
from hjemmebane.edges.jobs.demo.families import add_party
from hjemmebane.edges.jobs.demo.follow_ups import Word, follow_up
from hjemmebane.edges.jobs.demo.meetings import Seats
from hjemmebane.edges.jobs.demo.story_people import Holm, shifted
from hjemmebane.edges.jobs.demo.texts import general, story
from hjemmebane.edges.jobs.demo.town import Town, at

FOLLOW_UP_IN = 17


@dataclass
class HolmCase:
    """The three cases of the family and the two courses on Selma's."""

    town: Town
    holm: Holm
    selma: CaseFile
    viggo: CaseFile
    oliver: CaseFile
    home_support: list[Row] = field(default_factory=list)
    intensive: list[Row] = field(default_factory=list)
    courses: list[CourseFile] = field(default_factory=list)

    @property
    def start(self) -> date:
        """Return the Monday on which the twelve weeks began: today lies in week eight."""
        anchor = self.town.anchor
        return anchor - timedelta(days=anchor.weekday(), weeks=7)


def open_cases(town: Town, holm: Holm) -> HolmCase:
    """Write the school's notification and the cases of Selma, Viggo and Oliver."""
    received_at = at(shifted(town, date(2026, 5, 20)), 11, 40)
    row = notices.notify(
        town,
        received_at,
        story()["concern"],
        unit="school",
        reasons=(NotificationReasonKey.WELLBEING, NotificationReasonKey.ABSENCE),
    )
    files = []
    opened_at = at(shifted(town, date(2026, 5, 22)), 10, 15)
    for child in (holm.selma, holm.viggo):
        named = notices.name_child(town, row, child["given_name"], child, born_on=child["born_on"])
        text = "Ingen fare nu. Skolen ser Selma hver dag. Der åbnes en sag for hvert barn."
        assessed_at = received_at + timedelta(hours=5)
        notices.assess(town, row, named, assessed_at, text, NotificationOutcome.OPEN_CASE)
        file = cases.open_case(
            town,
            holm.home,
            child,
            "anna",
            received_at.date(),
            opened_at,
            weight=CaseWeight.HEAVY,
            notification=row,
        )
        named.update(case_dossier_id=file.dossier["id"], acted_at=opened_at)
        files.append(file)
    notices.send_receipt(town, row, received_at + timedelta(days=2))
    cases.hand_notification(town, row, files[0], opened_at.date())
    add_party(town, holm.viggo, files[0].dossier, PartyRole.SIBLING, opened_at.date())
    oliver = cases.open_case(
        town,
        holm.home,
        holm.oliver,
        "anna",
        shifted(town, date(2026, 8, 31)),
        at(shifted(town, date(2026, 9, 2)), 9),
    )
    add_party(town, holm.lars, oliver.dossier, PartyRole.PARENT, shifted(town, date(2026, 9, 2)))
    for file in files:
        file.case.update(story=story()["story"], story_agreed_on=shifted(town, date(2026, 11, 10)))
    _story_read(town, files)
    return HolmCase(town, holm, files[0], files[1], oliver)


def _story_read(town: Town, files: list[CaseFile]) -> None:
    """Write who has read the story: each parent on a day of their own, Selma heard it."""
    home = files[0].home
    said = (
        (home.parents[0], date(2026, 11, 9), StoryHeard.AGREED, ""),
        (home.parents[1], date(2026, 11, 10), StoryHeard.AGREED, ""),
        (home.children[0], date(2026, 11, 6), StoryHeard.ALOUD, "ændrede én sætning"),
    )
    for person, on, heard, note in said:
        for file in files:
            is_party = person is not home.children[0] or file is files[0]
            if is_party:
                town.book.add(
                    "cases.StoryReading",
                    case_id=file.case["id"],
                    person_id=person["id"],
                    read_on=shifted(town, on),
                    heard=heard,
                    note=note,
                    noted_by_id=town.users["anna"]["id"],
                    ended_at=None,
                )


def assess_and_decide(told: HolmCase) -> None:
    """Write screening, assessment, the plan, both decisions, and the follow-up between them."""
    town, holm = told.town, told.holm
    assessments = [
        cases.screen(
            town,
            file,
            shifted(town, date(2026, 5, 28)),
            ScreeningOutcome.CHILD_ASSESSMENT,
            ScreeningReason.NEED_COMPLEX,
        )
        for file in (told.selma, told.viggo)
    ]
    held_on = plus_months(town.anchor + timedelta(days=FOLLOW_UP_IN), -3)
    for file in (told.selma, told.viggo):
        _first_help(told, file)
        plan = plans.make_plan(
            town,
            file,
            shifted(town, date(2026, 9, 9)),
            "Ro og tryghed hjemme, så børnene kan blive boende.",
            general("strategy")[0],
        )
        if file is told.selma:
            _agree_goals(told, plan)
    for file, assessment in zip((told.selma, told.viggo), assessments, strict=True):
        if assessment is not None:
            cases.finish_assessment(town, file, assessment, held_on, **_findings(file))
        _follow_up(told, file, held_on)
        _intensive_help(told, file)
    _oliver(told)
    _coordinate(told, holm)


def _first_help(told: HolmCase, file: CaseFile) -> None:
    town = told.town
    decision = cases.decide(
        town,
        file,
        shifted(town, date(2026, 6, 12)),
        "stoette_i_hjemmet",
        "3",
        20,
        purpose="Hverdagen skal bære igen, mens undersøgelsen løber.",
        grounds="Morgener og skift blev værre efter sygemeldingen. Forældrene ønsker hjælp nu.",
        is_plan_needed=True,
        **_heard(file),
        alternatives=[
            ("Praktisk, pædagogisk eller anden støtte i hjemmet", True, "Det svære sker hjemme."),
            ("Vejledning fra skolen", False, "Er prøvet i foråret og rakte ikke."),
        ],
    )
    started_on = shifted(town, date(2026, 6, 15))
    told.home_support.append(
        cases.start_measure(
            town, file, decision, started_on, "provider", "Svømning tirsdag, mormor torsdag."
        )
    )


def _heard(file: CaseFile) -> dict[str, Any]:
    if file.child["given_name"] == "Viggo":
        return {"child_view_waiver": ViewWaiver.TOO_YOUNG}
    return {"child_view": "Selma siger: De voksne har morgenen, så jeg kan være barn."}


def _findings(file: CaseFile) -> dict[str, str]:
    waiver = _heard(file).get("child_view_waiver", "")
    return {
        "looked_into": "Hverdagen i begge hjem, skole og børnehave, netværket og samspillet.",
        "by_whom": "Anna Lund med Dorte Kjær og skolens psykolog",
        "findings": "Selma passer på Viggo om morgenen, når Frida er træt. Skift mellem hjemmene "
        "sker uden fælles plan, og Viggo bliver vred. Jonas ser Viggos vrede som trods.",
        "childs_view": ""
        if waiver
        else "Selma vil med til fødselsdag igen og have ro om morgenen.",
        "child_view_waiver": waiver,
        "parents_view": "Begge forældre genkender billedet og ønsker tættere hjælp i en periode.",
        "conclusion": "Én ugentlig time rækker ikke. Der er brug for en kort, tæt indsats.",
    }


def _agree_goals(told: HolmCase, plan: Row) -> None:
    for number, read in enumerate(story()["goal"]):
        goal = cases.agree_goal(
            told.town,
            told.selma.dossier,
            read["own"],
            read["professional"],
            told.holm.selma if number == 2 else None,
            shifted(told.town, read["agreed_on"]),
            GoalArea(read["area"]),
            plan=plan,
        )
        told.selma.goals.append(goal)


def _follow_up(told: HolmCase, file: CaseFile, held_on: date) -> None:
    town, holm = told.town, told.holm
    next_on = town.anchor + timedelta(days=FOLLOW_UP_IN)
    follow_up(
        town,
        file,
        held_on,
        Word(
            FollowUpOutcome.ADJUST,
            OutcomeReason.NEED_CHANGED,
            "Én ugentlig time rakte ikke. Hjælpen skrues op, efter sparring med Camilla.",
            Judgement.SAME,
            4,
        ),
        next_on,
        Seats([holm.frida, holm.jonas, *([holm.selma] if file is told.selma else [])], ["anna"]),
        hour_later=0 if file is told.selma else 1,
        next_reason=NextReason.LOCAL_RULE,
        agreements="Hjælpen fortsætter og skrues op fra oktober.",
        child_heard=Heard.YES if file is told.selma else Heard.BEFORE,
        child_words="Jeg vil gerne have, at der ikke bliver råbt." if file is told.selma else "",
        parents_heard=Heard.YES,
        parents_words="Vi kan ikke nå det selv om morgenen. Vi ønsker mere hjælp i en periode.",
        step_down=StepDown.UP,
        step_down_text="Ikke nu. Spørgsmålet stilles igen ved næste opfølgning.",
        combine=Combine.YES,
        everyday_life="Selma bliver i sin klasse og går til svømning om torsdagen som hidtil.",
    )


def _intensive_help(told: HolmCase, file: CaseFile) -> None:
    town = told.town
    decision = cases.decide(
        town,
        file,
        shifted(town, date(2026, 9, 25)),
        "familiebehandling",
        "3b",
        12,
        purpose="Ro og tryghed hjemme, så børnene kan blive boende.",
        grounds="Støtten i hjemmet har ikke rakt. Undersøgelsen peger på tæt hjælp i begge hjem.",
        replaces=Replaces.PLACEMENT,
        replaces_text="Anbringelse blev vurderet og fravalgt: der er ressourcer i begge hjem.",
        is_plan_needed=False,
        **_heard(file),
        alternatives=[
            ("Intensiv hjemmebaseret indsats", True, "Tæt hjælp i begge hjem i tolv uger."),
            (
                "Anbringelse i plejefamilie",
                False,
                "Der er ressourcer hjemme, og begge ønsker hjælpen.",
            ),
            ("Flere timer af samme hjælp", False, "Ville ikke nå samspillet."),
        ],
    )
    told.intensive.append(cases.start_measure(town, file, decision, told.start, "provider"))
    measure = next(m for m in file.measures if m["measure_key"] == "stoette_i_hjemmet")
    ended_on = shifted(town, date(2026, 10, 30))
    cases.end_measure(town, file, measure, ended_on, MeasureEndReason.OTHER_HELP)
    if file is told.selma:
        tie(town, "bo", file.dossier, Relation.ADVISER, "opfølgningsrådgiver", told.start)


def _oliver(told: HolmCase) -> None:
    town, file, holm = told.town, told.oliver, told.holm
    assessment = cases.screen(
        town,
        file,
        shifted(town, date(2026, 9, 7)),
        ScreeningOutcome.AFDAEKNING,
        ScreeningReason.NEED_DELIMITED,
    )
    done_on = shifted(town, date(2026, 10, 12))
    if assessment is not None:
        cases.finish_assessment(
            town,
            file,
            assessment,
            done_on,
            looked_into="Olivers hverdag, skolen og kontakten med begge forældre.",
            by_whom="Anna Lund",
            findings="Oliver er meget alene, når der er uro hjemme. Han er glad for sin far.",
            childs_view="Oliver vil have en voksen, der ikke også skal passe de små.",
            parents_view="Frida og Lars er enige om en kontaktperson.",
            conclusion="En fast kontaktperson i en afgrænset periode.",
        )
    decision = cases.decide(
        town,
        file,
        shifted(town, date(2026, 10, 16)),
        "kontaktperson",
        "3",
        26,
        purpose="En fast voksen og en plan for ugens dage.",
        grounds="Behovet er afgrænset, og Oliver ønsker det selv.",
        is_plan_needed=False,
        child_view="Oliver siger ja, hvis det er den samme, der kommer.",
        alternatives=[
            ("Fast kontaktperson", True, "Oliver har selv bedt om det."),
            ("Ungegruppe i klubben", False, "Oliver vil ikke i gruppe nu."),
        ],
    )
    cases.start_measure(town, file, decision, shifted(town, date(2026, 10, 26)), "provider")
    goal = cases.agree_goal(
        town,
        file.dossier,
        "Jeg vil have ét sted, hvor der er ro.",
        "Oliver har en fast ugentlig aftale uden for hjemmet.",
        holm.oliver,
        shifted(town, date(2026, 10, 26)),
        GoalArea.WELLBEING,
    )
    file.goals.append(goal)


def _coordinate(told: HolmCase, holm: Holm) -> None:
    """Write the consents and who does what, Hanne's and Line's own tasks among it."""
    town, file = told.town, told.selma
    given_on = shifted(town, date(2026, 9, 9))
    what = "Hvordan Selma har det i skolen, og hvem der gør hvad"
    until = shifted(town, date(2026, 12, 31))
    to_school = coordination.consent(
        town,
        file,
        holm.frida,
        "school",
        given_on,
        what,
        "At skole og hjem gør det samme",
        to_whom="Hanne Storm",
        own_words="Hanne må godt vide, hvordan morgenerne går, så hun kan tage imod Selma",
        until_on=until,
    )
    to_day_care = coordination.consent(
        town,
        file,
        holm.jonas,
        "daycare",
        given_on,
        "Ugetavlen, og hvem der henter",
        "At Viggo ved, hvem der kommer",
        to_whom="Line Bro",
        own_words="Line må vide, hvem der henter Viggo",
    )
    on = told.start + timedelta(days=4)
    plan_row = next(
        row for row in town.book.of("cases.ActionPlan") if row["case_id"] == file.case["id"]
    )
    plan = coordination.activate(town, file, on, plan=plan_row, decision=None)
    for read in story()["task"]:
        task = coordination.add_task(
            town, plan, read["what"], read["how"], read["when"], **_owner(told, read)
        )
        for slot in read.get("slot", ()):
            _slot(told, task, slot, on)
    coordination.tell_partner(town, file, "school", "hanne", on, to_school)
    coordination.tell_partner(town, file, "daycare", "line", on, to_day_care)


def _slot(told: HolmCase, task: Row, read: dict[str, Any], on: date) -> None:
    """Give a task its hour; what begins next week begins on the Monday after the anchor."""
    town = told.town
    people = {"frida": told.holm.frida, "jonas": told.holm.jonas, "selma": told.holm.selma}
    next_monday = town.anchor + timedelta(days=7 - town.anchor.weekday())
    from_on = next_monday if read.get("from_next_week") else on
    given = {"text": read.get("text", ""), "starts": read["starts"], "ends": read.get("ends")}
    person = people.get(read.get("takes", ""))
    coordination.add_slot(town, task, read["weekday"], from_on, person=person, **given)


def _owner(told: HolmCase, read: dict[str, Any]) -> dict[str, Any]:
    """Return whose task it is and which goal it serves."""
    town, people = told.town, {"frida": told.holm.frida, "jonas": told.holm.jonas}
    found: dict[str, Any] = {}
    if read.get("goal") is not None:
        found["goal_id"] = told.selma.goals[read["goal"]]["id"]
    if "person" in read:
        found["person_id"] = people[read["person"]]["id"]
    if "user" in read:
        found["user_id"] = town.users[read["user"]]["id"]
    if "unit" in read:
        found["unit_id"] = town.units[read["unit"]]["id"]
    if "due_in" in read:
        found["due_on"] = town.anchor + timedelta(days=read["due_in"])
    return found
