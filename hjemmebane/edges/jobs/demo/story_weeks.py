"""The Holm family's courses: Karen's help that ended, and the intensive weeks that run."""

from datetime import date, datetime, timedelta
from typing import Any

from hjemmebane.domain.agenda import MeetingKind, MeetingReply
from hjemmebane.domain.contacts import CancelReason, ContactState, CourseEndReason, TwoReason
from hjemmebane.domain.documents import ReadingHow
from hjemmebane.domain.goals import Judgement, RaterKind
from hjemmebane.domain.methods import GateState
from hjemmebane.edges.jobs.demo import feedback, reports
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.courses import (
    CourseFile,
    begin_phase,
    end_course,
    hold_contact,
    plan_contact,
    start_course,
)
from hjemmebane.edges.jobs.demo.meetings import Seats, answer, hold, plan
from hjemmebane.edges.jobs.demo.story_holm import HolmCase
from hjemmebane.edges.jobs.demo.story_people import shifted
from hjemmebane.edges.jobs.demo.texts import story, theme
from hjemmebane.edges.jobs.demo.town import Town, at
from hjemmebane.edges.jobs.demo.visits import Pace, visit

MARKS = {"+": Judgement.FORWARD, "=": Judgement.SAME, "-": Judgement.BACK}
RATED_DAYS = (-24, -4, 12, 24, 43)
# days from today, hour, minute, workers, whose home
AHEAD = (
    (0, 6, 45, ("dorte", "esben"), "frida"),
    (2, 16, 30, ("esben",), "jonas"),
    (7, 6, 45, ("dorte", "esben"), "frida"),
    (9, 16, 30, ("dorte", "esben"), "jonas"),
    (14, 6, 45, ("dorte",), "frida"),
)
# Two visits are made by two for their safety; only those who come read why.
SAFETY: dict[int, dict[str, Any]] = {
    0: {
        "needs_two": True,
        "two_reason": TwoReason.ANIMAL,
        "two_text": "Naboens hund går løs i opgangen om morgenen.",
    },
    9: {"needs_two": True, "two_reason": TwoReason.REMOTE, "two_text": ""},
}
# method, day of the course, who is trained in it, the summary, how the question was settled
METHODS = (
    ("mi", 2, "esben", "Jonas satte selv ord på, hvad han vil prøve først.", GateState.NOT_A_TEST),
    (
        "mim",
        17,
        "dorte",
        "Frida og Selma løste opgaverne roligt. Det gik lettest, når Selma fik lov at begynde.",
        GateState.NO_PLACEMENT,
    ),
)
STUNG = "Jeg følte mig rettet på foran børnene."
TALKED = "Vi talte om svaret dagen efter. Jonas får ti minutter alene ved hvert besøg."


def karens_help(told: HolmCase) -> CourseFile:
    """Write the home support that ended when the intensive weeks had taken over."""
    town, holm = told.town, told.holm
    started_on = shifted(town, date(2026, 6, 15))
    ended_on = shifted(town, date(2026, 10, 30))
    file = start_course(
        town,
        holm.home,
        told.selma.dossier,
        "home-support",
        "provider",
        started_on,
        [holm.selma, holm.viggo],
        ["karen"],
        theme("mornings"),
        measure=told.home_support[0],
        agreed_needs="Hjælp til morgenen og til, at vaskerum og køkken er til at være i.",
        frequency_text="To gange om ugen, siden én gang",
    )
    told.home_support[1]["course_id"] = file.course["id"]
    rng = town.chance("holm", "karen")
    starts_at = at(shifted(town, date(2026, 6, 18)), 14)
    _meeting(
        town,
        file,
        "start_meeting",
        MeetingKind.START,
        starts_at,
        ["anna", "karen"],
        "Karen kommer mandag og torsdag. Familien vælger, hvad der er først.",
    )
    file.goals = told.selma.goals[:2]
    visit(town, rng, file, ended_on - timedelta(days=1), Pace(jitter=(-1, 2), goes_well=0.6))
    told.courses.append(file)
    own, file.goals = file.goals, []
    feedback.feedback(town, rng, file)
    file.goals = own
    end_course(
        file,
        ended_on,
        CourseEndReason.OTHER_HELP,
        "Den intensive indsats tager over. Karen har holdt et fælles besøg med Dorte og Esben.",
    )
    return file


def karens_report(told: HolmCase) -> None:
    """Write the report on Karen's help: read by Frida, not yet by Jonas."""
    town, holm, file = told.town, told.holm, told.courses[0]
    written_at = at(shifted(town, date(2026, 11, 12)), 13)
    report = reports.fill(
        town,
        file,
        written_at,
        "Frida og Jonas har begge åbnet døren, også på de tunge dage. Det har båret arbejdet.",
    )
    laid_at = at(shifted(town, date(2026, 11, 13)), 9)
    readings = reports.lay_before_family(town, file, report, laid_at)
    for reading, person in readings:
        if person is holm.frida:
            read_at = at(shifted(town, date(2026, 11, 17)), 20, 15)
            reports.read(town, file, report, reading, read_at, ReadingHow.PORTAL)
            text = "Det var mormor, ikke naboen, der hentede om torsdagen."
            reports.remark(town, reading, report, text, read_at, town.users["frida"])


def twelve_weeks(told: HolmCase) -> CourseFile:
    """Write the intensive course: today lies in week eight, and this morning's note is missing."""
    town, holm = told.town, told.holm
    file = start_course(
        town,
        holm.home,
        told.selma.dossier,
        "intensive-home-based",
        "provider",
        told.start,
        [holm.selma, holm.viggo],
        ["dorte", "esben"],
        theme("mornings"),
        measure=told.intensive[0],
        titles={"dorte": "familiebehandler, tovholder"},
        agreed_needs="Ro om morgenen og forudsigelige skift mellem de to hjem.",
        frequency_text="Tre gange om ugen, morgener og aftener",
    )
    told.intensive[1]["course_id"] = file.course["id"]
    file.goals = list(told.selma.goals)
    _visits(told, file)
    _ahead(told, file)
    _meetings(told, file)
    _methods(told, file)
    reason = "Frida var syg i fire dage, så opfølgningsmødet blev flyttet."
    begin_phase(town, file, "assessment", told.start + timedelta(days=32), reason)
    _numbers(told, file)
    _answers(told, file)
    town.running.append(file)
    return file


def _methods(told: HolmCase, file: CourseFile) -> None:
    """Write the two methods used by those who are trained in them, with a summary each."""
    for key, day, who, summary, gate in METHODS:
        on = told.start + timedelta(days=day)
        told.town.book.add(
            "courses.MethodUse",
            course_id=file.course["id"],
            key=key,
            method_version="1",
            used_on=on,
            used_by_id=told.town.users[who]["id"],
            summary=summary,
            gate=gate,
            noted_by_id=told.town.users[who]["id"],
            noted_at=at(on, 15),
        )


def _visits(told: HolmCase, file: CourseFile) -> None:
    town, holm = told.town, told.holm
    kids = {"selma": holm.selma, "viggo": holm.viggo}
    for read in story()["visit"]:
        day, time = told.start + timedelta(days=read["day"]), read["at"]
        if day >= town.anchor:
            continue
        children = [kids[key] for key in read["children"]]
        parent, home = _where(told, read["where"])
        goals = zip(file.goals, read["marks"], strict=True)
        hold_contact(
            town,
            file,
            at(day, time.hour, time.minute),
            "home",
            read["workers"],
            there=[parent, *children],
            about=children or [holm.selma],
            methods=("practice",) if time.hour < 8 else ("talks", "guidance"),
            touched={goal["id"]: MARKS[mark] for goal, mark in goals if mark in MARKS},
            note=read["note"],
            agreed_next=read["agreed"],
            household=home,
        )
    for read in story()["cancelled"]:
        plan_contact(
            town,
            file,
            at(told.start + timedelta(days=read["day"]), 16, 30),
            "home",
            [read["worker"]],
            [holm.frida],
            household=holm.at_frida,
            state=ContactState.CANCELLED,
            cancel_reason=CancelReason(read["reason"]),
            cancel_text=read["text"],
        )


def _where(told: HolmCase, key: str) -> tuple[Row, Row]:
    holm = told.holm
    return (holm.frida, holm.at_frida) if key == "frida" else (holm.jonas, holm.at_jonas)


def _ahead(told: HolmCase, file: CourseFile) -> None:
    """Write this morning's visit, still without a note, and the next ones."""
    town, holm = told.town, told.holm
    for days, hour, minute, workers, where in AHEAD:
        day = town.anchor + timedelta(days=days)
        day = day if days == 0 else town.working_day(day)
        parent, home = _where(told, where)
        plan_contact(
            town,
            file,
            at(day, hour, minute),
            "home",
            workers,
            [parent, holm.selma, holm.viggo],
            household=home,
            **SAFETY.get(days, {}),
        )


def _meetings(told: HolmCase, file: CourseFile) -> None:
    town, start = told.town, told.start
    team = ["anna", "bo", "dorte", "esben"]
    _meeting(
        town,
        file,
        "start_meeting",
        MeetingKind.START,
        at(start, 15),
        team,
        "Alle hørte det samme om bekymringen. Familien begynder med morgenerne.",
    )
    _meeting(
        town,
        file,
        "network_meeting",
        MeetingKind.NETWORK,
        at(start + timedelta(days=4), 15, 30),
        ["anna", "dorte"],
        "Mormor henter om torsdagen. Karin kan tage en tidlig morgen.",
        ("mormor Inge", "Karin, nabo"),
    )
    _meeting(
        town,
        file,
        "phase1_follow_up",
        MeetingKind.PHASE_FOLLOW_UP,
        at(start + timedelta(days=31), 13),
        team,
        "Fase 1 slutter. Jonas ønsker tid alene ved besøgene, og det får han.",
    )
    tomorrow = town.working_day(town.anchor + timedelta(days=1))
    _meeting(
        town,
        file,
        "network_meeting",
        MeetingKind.NETWORK,
        at(tomorrow, 15, 30),
        ["anna", "dorte", "hanne", "line"],
        "",
        ("mormor Inge",),
        place="Hos Frida, Birkevej 12",
        purpose="Hvem gør hvad frem til jul, og hvem tager over",
    )
    _, ahead, _ = file.meetings[-1]
    answer(town, ahead, told.holm.jonas, MeetingReply.YES, "jonas")


def _meeting(
    town: Town,
    file: CourseFile,
    key: str,
    kind: MeetingKind,
    starts_at: datetime,
    users: list[str],
    agreements: str,
    labels: tuple[str, ...] = (),
    **more: str,
) -> None:
    seats = Seats(file.home.parents, users, labels)
    if starts_at <= town.now:
        more["agreements"] = agreements
    write = hold if starts_at <= town.now else plan
    more = {"place": "Familiehuset", **more}
    row = write(town, file.dossier, kind, starts_at, seats, course=file.course, key=key, **more)
    file.meetings.append((key, row, seats))


def _numbers(told: HolmCase, file: CourseFile) -> None:
    """Write each person's own numbers for the goals, and what workers and partners see."""
    town, holm = told.town, told.holm
    people = {"frida": holm.frida, "jonas": holm.jonas, "selma": holm.selma}
    for place, day in enumerate(RATED_DAYS):
        answered_at = at(told.start + timedelta(days=day), 20, 5)
        on = answered_at.date()
        for key, person in people.items():
            values = {
                file.goals[read["goal"]]["id"]: _between(read, place)
                for read in story()["rated"]
                if read["who"] == key and file.goals[read["goal"]]["agreed_on"] <= on
            }
            own = [goal for goal in file.goals if goal["id"] in values]
            if own:
                course = file if on >= file.start else told.courses[0]
                feedback.rate_goals(town, course, None, person, answered_at, own, values)
        for read in story()["seen"]:
            goal = file.goals[read["goal"]]
            if goal["agreed_on"] <= on:
                kind = RaterKind(read["kind"])
                _seen(town, goal, on, kind, read["by"], _between(read, place))


def _between(read: dict[str, int], place: int) -> int:
    way = read["last"] - read["first"]
    return round(read["first"] + way * place / (len(RATED_DAYS) - 1))


def _seen(town: Town, goal: Row, on: date, kind: RaterKind, by: str, value: int) -> None:
    town.book.add(
        "cases.GoalProgress",
        goal_id=goal["id"],
        on=on,
        rater_kind=kind,
        person_id=None,
        user_id=town.users[by]["id"],
        value=value,
        judgement="",
        note="",
        source_kind="",
        source_id=None,
    )


def _answers(told: HolmCase, file: CourseFile) -> None:
    """Write the four questions over the weeks; one of Frida's has turned, not yet talked of."""
    town, holm = told.town, told.holm
    people = {"frida": holm.frida, "jonas": holm.jonas, "selma": holm.selma}
    for said in story()["answered"]:
        key, person = said["instrument"], people[said["who"]]
        items = [item.key for item in town.law.instrument(key).items]
        for row in said["rows"]:
            answered_at = at(told.start + timedelta(days=row["day"]), 20, 30)
            contact = _last_contact(file, answered_at)
            values = dict(zip(items, row["values"], strict=True))
            stung = set(row["values"]) == {5}
            response = feedback.answer(
                town,
                file,
                contact,
                person,
                answered_at,
                key,
                values,
                STUNG if stung else "",
                read_by="esben",
            )
            if stung:
                feedback.act(town, file, response, TALKED)


def _last_contact(file: CourseFile, moment: datetime) -> Row | None:
    before = [row for row in file.held() if row["starts_at"] < moment]
    return max(before, key=lambda row: row["starts_at"]) if before else None
