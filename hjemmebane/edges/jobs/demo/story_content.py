"""What the Holm family's course is made of: strengths, focus points, the concern said openly."""

from datetime import date, datetime, timedelta

from hjemmebane.domain.elements import FocusEnd, RestReason
from hjemmebane.domain.goals import HowFar
from hjemmebane.domain.placement_risk import RiskLevel
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.cases import CaseFile
from hjemmebane.edges.jobs.demo.courses import CourseFile
from hjemmebane.edges.jobs.demo.story_holm import HolmCase
from hjemmebane.edges.jobs.demo.town import Town, at

STRENGTHS = (
    ("three_way", 7, 1, "", "Rådgiveren er på kursus i to uger."),
    ("network", 16, 0, RestReason.FAMILY_WISHES, "Selma vil ikke have skolen med endnu."),
    ("mapping", 29, 3, "", "Samspillet ses nu ved hvert andet besøg."),
    ("network", 37, 1, "", ""),
    ("flexible_hours", 30, 3, "", "Morgener fra 6.30 og aftener hos Jonas."),
)
FOCUS = (
    (
        9,
        "De voksne har morgenen, så jeg kan være barn.",
        "selma",
        "Selma passer på Viggo om morgenen, når Frida er træt.",
    ),
    (
        11,
        "Samme ugetavle hos mor og far.",
        "jonas",
        "Skift mellem hjemmene sker uden fælles plan. Viggo bliver vred.",
    ),
    (
        23,
        "Vi opdager, hvad Viggo prøver at sige.",
        "frida",
        "Vrede bliver set som trods, ikke som noget, Viggo vil sige.",
    ),
    (
        2,
        "At vi ikke råber om morgenen.",
        "frida",
        "Morgenerne begynder med skænderier om tøj og mad.",
    ),
)
# Which of them is no longer one: the day of the course, and why.
ENDED = {3: (11, FocusEnd.REACHED, "Ugetavlen hænger, og morgenerne er rolige.")}
CONCERN = (
    "Vi er bekymrede for, at Selma og Viggo er alene om for meget om morgenen, og for at de ikke "
    "ved, hvem der henter dem. Vi tror, I kan få det til at gå, og vil hjælpe jer med det."
)
HOLDS = ("placement_near", "serious_distress")

# whether the parents see what each of Selma's goals is about, and want it
STANCES = (
    (HowFar.YES, HowFar.YES),
    (HowFar.PARTLY, HowFar.YES),
    (HowFar.YES, HowFar.PARTLY),
)


def tell_content(told: HolmCase, file: CourseFile) -> None:
    """Write what Dorte and Esben turned up and down, and what they made with the family."""
    town, holm = told.town, told.holm
    course_id, worker = file.course["id"], town.users["dorte"]["id"]
    for key in HOLDS:
        answer_target(town, file, key, "dorte")
    tell_topic(town, file, "concern", CONCERN, "dorte", told.start)
    for element, day, level, reason, text in STRENGTHS:
        on = told.start + timedelta(days=day)
        set_strength(town, file, element, on, level, "dorte", reason=reason, text=text)
    cases_of_course = {told.selma.case["id"]}
    [found, *_] = [
        row for row in town.book.of("cases.Assessment") if row["case_id"] in cases_of_course
    ]
    persons = {"selma": holm.selma, "jonas": holm.jonas, "frida": holm.frida}
    for number, (day, words, whose, finding) in enumerate(FOCUS):
        town.book.add(
            "courses.FocusPoint",
            form_token=None,
            course_id=course_id,
            words=words,
            words_of_id=persons[whose]["id"],
            assessment_id=found["id"],
            finding=finding,
            goal_id=file.goals[number % len(file.goals)]["id"],
            made_on=told.start + timedelta(days=day),
            noted_by_id=worker,
            corrects_id=None,
            **_ending(told.start, worker, ENDED.get(number)),
        )
    _risk(told)
    for goal, (sees, wants) in zip(told.selma.goals, STANCES, strict=False):
        note_stance(town, goal, sees, wants, file.start + timedelta(days=21), "dorte")


def _risk(told: HolmCase) -> None:
    """Write how the risk of a placement was judged for each child, before the help and now."""
    town = told.town
    for case_file, name in ((told.selma, "Selma"), (told.viggo, "Viggo")):
        before, now = told.start - timedelta(days=12), town.anchor - timedelta(days=11)
        why = f"Støtten i hjemmet har ikke rakt, og {name} får ikke den ro, der er brug for."
        judge_risk(town, case_file, RiskLevel.GREAT, why, before)
        why = "Begge hjem har fået mere ro om morgenen. Skiftene mellem hjemmene er stadig svære."
        helps = "At ugetavlen hænger begge steder, og at mormor henter om torsdagen."
        judge_risk(town, case_file, RiskLevel.SOME, why, now, what_helps=helps)


def answer_target(town: Town, file: CourseFile, key: str, by: str) -> None:
    """Write that a point for or against the programme holds for the family."""
    town.book.add(
        "courses.TargetAnswer",
        course_id=file.course["id"],
        key=key,
        holds=True,
        reason="",
        noted_by_id=town.users[by]["id"],
        noted_at=at(file.start, 9),
    )


def tell_topic(town: Town, file: CourseFile, key: str, text: str, by: str, on: date) -> None:
    """Write what the course has in words on a topic of its programme."""
    town.book.add(
        "courses.CourseTopic",
        course_id=file.course["id"],
        key=key,
        text=text,
        noted_by_id=town.users[by]["id"],
        noted_at=at(on, 16),
    )


def set_strength(
    town: Town,
    file: CourseFile,
    element: str,
    on: date,
    level: int,
    by: str,
    *,
    reason: str = "",
    text: str = "",
) -> None:
    """Write how strong a core element is from a day on, and why where it rests."""
    town.book.add(
        "courses.ElementStrength",
        course_id=file.course["id"],
        element=element,
        level=level,
        from_on=on,
        reason=reason,
        text=text,
        noted_by_id=town.users[by]["id"],
        noted_at=_evening(on, town.now),
    )


def _ending(start: date, worker: int, ended: tuple[int, FocusEnd, str] | None) -> Row:
    """Return how a focus point ended; the others stand."""
    if ended is None:
        return {"ended_on": None, "end_reason": "", "end_text": "", "ended_by_id": None}
    day, reason, text = ended
    on = start + timedelta(days=day)
    return {"ended_on": on, "end_reason": reason, "end_text": text, "ended_by_id": worker}


def _evening(on: date, now: datetime) -> datetime:
    return min(at(on, 17), now)


def judge_risk(
    town: Town, file: CaseFile, level: RiskLevel, why: str, on: date, *, what_helps: str = ""
) -> None:
    """Write how Anna judges the risk that a child is placed; the family reads it."""
    town.book.add(
        "cases.PlacementRisk",
        case_id=file.case["id"],
        level=level,
        why=why,
        what_helps=what_helps,
        judged_on=on,
        judged_by_id=town.users["anna"]["id"],
        judged_at=at(on, 14),
    )


def note_stance(town: Town, goal: Row, sees: HowFar, wants: HowFar, on: date, by: str) -> None:
    """Write whether the parents see what a goal is about, and want it."""
    town.book.add(
        "cases.GoalStance",
        goal_id=goal["id"],
        sees=sees,
        wants=wants,
        on=on,
        noted_by_id=town.users[by]["id"],
        noted_at=at(on, 15),
    )
