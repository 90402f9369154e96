"""One told family for each programme that no other family of the demo is in, and what it shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from hjemmebane.domain.cases import (
    CaseWeight,
    Replaces,
    ViewWaiver,
)
from hjemmebane.domain.contacts import FrequencySource, OrderAim
from hjemmebane.domain.coordination_week import ClashChoice, WeekClash, WeekEntry, monday_of
from hjemmebane.domain.course_pauses import PauseReason
from hjemmebane.domain.course_team import TeamReason
from hjemmebane.domain.elements import RestReason
from hjemmebane.domain.identity import age_on
from hjemmebane.edges.jobs.demo import cases, coordination, course_life, plans
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.courses import CourseFile, begin_phase, place_on, start_course
from hjemmebane.edges.jobs.demo.feedback import feedback
from hjemmebane.edges.jobs.demo.life import Life
from hjemmebane.edges.jobs.demo.looking_into import begin_case, look_into
from hjemmebane.edges.jobs.demo.notices import unit_for_age
from hjemmebane.edges.jobs.demo.staff import leader_of
from hjemmebane.edges.jobs.demo.story_content import answer_target, set_strength, tell_topic
from hjemmebane.edges.jobs.demo.texts import general, themes_for
from hjemmebane.edges.jobs.demo.town import Town, at
from hjemmebane.edges.jobs.demo.visits import Pace, visit

SPEAKS_FROM = 4
PAUSED_FOR = 9


@dataclass(frozen=True)
class Shown:
    """A family's help by one programme: what was decided, who comes, since how many weeks."""

    surname: str
    programme: str
    measure: str
    step: str
    adviser: str
    workers: tuple[str, ...]
    weeks_ago: int
    weeks: int = 26
    decided: Mapping[str, Any] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    pace: Pace = field(default_factory=Pace)
    days: int | None = None


FLEXIBLE = Shown(
    "Skovgaard",
    "flexible-family-treatment",
    "familiebehandling",
    "3b",
    "anna",
    ("fatima", "karen", "mette"),
    weeks_ago=10,
    weeks=52,
    decided={
        "aim": OrderAim.BOTH,
        "compensates": "Morgener og lektier bæres af Karen, så længe moderen er syg.",
        "replaces": Replaces.PLACEMENT,
        "replaces_text": "Dagbehandling og ekstern familiebehandling blev vejet og fravalgt.",
    },
    places={
        "fatima": {
            "hours_a_week": 4,
            "reason": TeamReason.PARENTING,
            "text": "Samtaler om det, der er svært om aftenen.",
        },
        "karen": {
            "hours_a_week": 6,
            "reason": TeamReason.PRACTICAL,
            "text": "Morgener, vasketøj og lektier.",
        },
        "mette": {
            "hours_a_week": 1,
            "way": "ansat i familiegruppen",
            "reason": TeamReason.ILLNESS,
            "text": "Moderens sygdom og børnenes søvn.",
        },
    },
    pace=Pace(pairs=0.5, goes_well=0.55, days=4),
)
STRENGTHENED = Shown(
    "Ravnholt",
    "strengthened-family-treatment",
    "familiebehandling",
    "3b",
    "anna",
    ("jens", "sigrid"),
    weeks_ago=9,
    weeks=40,
    decided={
        "replaces": Replaces.PLACEMENT,
        "replaces_text": "En anbringelse var nær; familien ønsker at prøve sammen.",
    },
    titles={"sigrid": "tovholder"},
    pace=Pace(pairs=0.3, goes_well=0.6, ahead=2, days=5),
)
ORDINARY = Shown(
    "Toftlund",
    "ordinary-family-treatment",
    "familiebehandling",
    "3",
    "bo",
    ("mads",),
    weeks_ago=9,
)
CONTACT_PERSON = Shown(
    "Hedegaard",
    "contact-person",
    "kontaktperson",
    "3",
    "malene",
    ("ole",),
    weeks_ago=8,
)
RESPITE = Shown(
    "Vestergård",
    "respite",
    "stoetteophold",
    "3",
    "erik",
    ("sigrid",),
    weeks_ago=8,
    titles={"sigrid": "familieplejekonsulent"},
    days=14,
)
PLACED = Shown(
    "Lykkegård",
    "parents-of-placed-children",
    "stoette_foraeldre",
    "4",
    "karim",
    ("rikke",),
    weeks_ago=8,
    weeks=36,
    titles={"rikke": "familiebehandler"},
    days=7,
)
ALL = (FLEXIBLE, STRENGTHENED, ORDINARY, CONTACT_PERSON, RESPITE, PLACED)
TOPICS = {
    FLEXIBLE.programme: {
        "composition": "Fatima taler med forældrene, Karen er der om morgenen, og Mette ser på "
        "sygdom og søvn. En frivillig følger til fodbold.",
        "compensates": "Moderen kan ikke stå op før otte. Det ventes ikke at ændre sig i år.",
        "participation": "I vælger hver mandag, hvad ugen skal bruges til. Børnene siger det "
        "først.",
        "network_process": "Netværksmøde hver måned. Farmor tager to eftermiddage.",
    },
    STRENGTHENED.programme: {
        "conflicts": "Samtalen om dagen og tandplejen ligger på samme tid. Sigrid flytter den ene.",
    },
    PLACED.programme: {
        "conditions": "At I kan holde de tre aftaler om samvær i otte uger i træk, og at der er "
        "en voksen ædru hjemme.",
        "resources": "I kommer altid til tiden, og barnet lyser op, når I læser højt.",
    },
}
AIMS = {FLEXIBLE.programme: "both", PLACED.programme: "reunification"}
HOLDS = {
    FLEXIBLE.programme: ("heavy_complex", "alternatives_weighed", "not_with_others_now"),
    STRENGTHENED.programme: ("placement_risk", "parents_and_children", "thin_network"),
    PLACED.programme: ("child_placed", "own_challenges"),
}
# element, day of the course, strength, why it rests, the words
STRENGTHS: dict[str, tuple[tuple[str, int, int, str, str], ...]] = {
    FLEXIBLE.programme: (("practical", 20, 3, "", "Moderen er indlagt i tre uger."),),
    STRENGTHENED.programme: (
        ("multi_family", 5, 0, RestReason.FAMILY_WISHES, "Først når I har lært os at kende."),
        ("alliance", 12, 3, "", "Vi spørger efter hvert besøg."),
        ("multi_family", 40, 2, "", "I er med til familielørdag."),
        ("wide_network", 33, 1, "", "Farmor er bortrejst."),
    ),
    PLACED.programme: (("individual_support", 30, 3, "", "Samvær to gange om ugen."),),
}


def tell_shown(town: Town) -> None:
    """Write the families, each on its programme, with what the programme asks for."""
    for shown in ALL:
        life = _come_in(town, shown)
        if shown is PLACED:
            _place_child(life, shown)
        measure = _decide(life, shown)
        file = _run(life, shown, measure)
        _say(life, file, shown)
        if shown is STRENGTHENED:
            _clash(life, file)
        cases.settle(town, life.main)


def _begun(town: Town, shown: Shown) -> date:
    return town.working_day(town.anchor - timedelta(weeks=shown.weeks_ago, days=1))


def _come_in(town: Town, shown: Shown) -> Life:
    """Write the family, its case, and the assessment that points to the help."""
    rng = town.chance("shown", shown.programme)
    began = _begun(town, shown)
    aware_on = town.working_day(began - timedelta(days=128))
    weight = CaseWeight.HEAVY if shown.step > "3" else CaseWeight.MIDDLE
    file = begin_case(town, rng, shown.surname, shown.adviser, aware_on, weight)
    theme = rng.choice(themes_for([age_on(file.child["born_on"], aware_on)]))
    life = Life(town, rng, file.home, theme, shown.adviser, is_open=True)
    life.files.append(file)
    screened_on, finished_on = aware_on + timedelta(days=8), aware_on + timedelta(days=84)
    look_into(town, rng, file, theme, screened_on, finished_on, **_not_heard(life))
    return life


def _not_heard(life: Life) -> dict[str, Any]:
    """Return why the child was not asked: it is too young; nothing where it was."""
    is_young = (
        age_on(life.main.child["born_on"], life.town.anchor - timedelta(days=200)) < SPEAKS_FROM
    )
    return {"child_view_waiver": ViewWaiver.TOO_YOUNG} if is_young else {}


def _heard(life: Life) -> dict[str, Any]:
    """Return what the child said, or that it is too young to be asked."""
    return _not_heard(life) or {
        "child_view": life.theme.pick("child", life.rng, life.home.voice(life.main.child))
    }


def _place_child(life: Life, shown: Shown) -> None:
    """Write the placement the parents' own support follows: with consent, ten weeks ago."""
    town = life.town
    on = town.working_day(_begun(town, shown) - timedelta(days=24))
    decision = cases.decide(
        town,
        life.main,
        on,
        "anbringelse_samtykke",
        "5",
        52,
        purpose="Tryghed og omsorg hver dag, mens forældrene får hjælp til det, der er svært.",
        grounds=life.rng.choice(general("grounds")),
        is_plan_needed=True,
        alternatives=[
            ("Anbringelse i plejefamilie", True, "Forældrene er enige, og barnet kender stedet."),
            ("Tæt hjælp i hjemmet", False, "Er prøvet og rakte ikke."),
        ],
        **_heard(life),
    )
    made_on = town.working_day(on + timedelta(days=6))
    plans.make_plan(
        town,
        life.main,
        made_on,
        "Et trygt hverdagsliv og kontakt med begge forældre.",
        life.rng.choice(general("strategy")),
    )
    cases.start_measure(town, life.main, decision, made_on + timedelta(days=1), "supplier")


def _decide(life: Life, shown: Shown) -> Row:
    """Write the decision and its measure; the measure begins with the course."""
    town, rng, file = life.town, life.rng, life.main
    began = _begun(town, shown)
    option, why = rng.choice(general("alternative"))
    decision = cases.decide(
        town,
        file,
        town.working_day(began - timedelta(days=10)),
        shown.measure,
        shown.step,
        min(shown.weeks, 52),
        purpose=rng.choice(general("purpose")),
        grounds=rng.choice(general("grounds")),
        is_plan_needed=False,
        alternatives=[
            (town.law.measure(shown.measure).title, True, "Det svære sker hjemme."),
            (option, False, why),
        ],
        **_heard(life),
        **shown.decided,
    )
    return cases.start_measure(town, file, decision, began, "provider")


def _run(life: Life, shown: Shown, measure: Row) -> CourseFile:
    """Write the course from its start meeting to the visits that lie ahead."""
    town, rng = life.town, life.rng
    began = _begun(town, shown)
    is_set = shown.days is not None
    file = start_course(
        town,
        life.home,
        life.main.dossier,
        shown.programme,
        "provider",
        began,
        life.children(),
        list(shown.workers),
        life.theme,
        measure=measure,
        titles=shown.titles,
        places=shown.places,
        agreed_needs=rng.choice(general("needs")),
        frequency_source=FrequencySource.ADVISER_SET if is_set else FrequencySource.AGREED,
        frequency_days=shown.days,
    )
    for own, professional, whose in life.theme.goals:
        goal = cases.agree_goal(
            town,
            life.main.dossier,
            own,
            professional,
            life.home.holders(life.main.child)[0] if whose == "parent" else None,
            began,
            life.theme.area,
        )
        life.main.goals.append(goal)
    file.goals = list(life.main.goals)
    course_life.start_meeting(life, file, began + timedelta(days=2))
    pauses_on = town.anchor - timedelta(days=PAUSED_FOR) if shown is ORDINARY else None
    visit(town, rng, file, pauses_on and pauses_on - timedelta(days=1), shown.pace)
    if pauses_on is not None:
        _pause(town, file, pauses_on)
    feedback(town, rng, file)
    return file


def _pause(town: Town, file: CourseFile, on: date) -> None:
    """Write that the course stands still since a day; nobody knows yet until when."""
    town.book.add(
        "courses.CoursePause",
        course_id=file.course["id"],
        from_on=on,
        to_on=None,
        reason=PauseReason.NEW_BABY,
        text="Vi ringer, når den lille er tre uger.",
        noted_by_id=town.users[file.workers[0]]["id"],
        noted_at=at(on, 9),
    )


def _say(life: Life, file: CourseFile, shown: Shown) -> None:
    """Write target group, topics, strengths and the aim."""
    town, key, by = life.town, shown.programme, shown.workers[0]
    for holds in HOLDS.get(key, ()):
        answer_target(town, file, holds, by)
    for topic, text in TOPICS.get(key, {}).items():
        tell_topic(town, file, topic, text, by, file.start + timedelta(days=3))
    for element, day, level, reason, text in STRENGTHS.get(key, ()):
        on = file.start + timedelta(days=day)
        set_strength(town, file, element, on, level, by, reason=reason, text=text)
    if key in AIMS:
        town.book.add(
            "courses.CourseAim",
            course_id=file.course["id"],
            aim=AIMS[key],
            reason="",
            from_on=file.start,
            noted_by_id=town.users[by]["id"],
            noted_at=at(file.start, 16),
        )
    _more(life, file, shown)


def _more(life: Life, file: CourseFile, shown: Shown) -> None:
    """Write what one programme alone has: a phase, a volunteer, a second role, the network."""
    town, by = life.town, shown.workers[0]
    if shown is PLACED:
        begin_phase(town, file, "change", file.start + timedelta(weeks=4))
    if shown is FLEXIBLE:
        named = {"name": "Inger Bruun", "hours_a_week": 2, "reason": TeamReason.NETWORK}
        place_on(town, file.course, "volunteer", "", by, text="Fodbold om torsdagen.", **named)
        town.book.add(
            "courses.AdviserBuyout",
            course_id=file.course["id"],
            adviser_id=town.users[life.adviser]["id"],
            hours_a_week=3,
            from_on=file.start,
            to_on=file.start + timedelta(weeks=12),
            agreed_by_id=town.users[leader_of(life.adviser)]["id"],
            noted_by_id=town.users[life.adviser]["id"],
            noted_at=at(file.start, 13),
        )
    if shown is STRENGTHENED:
        place_on(town, file.course, "therapist", "sigrid", by, hours_a_week=3)
    if shown in (FLEXIBLE, STRENGTHENED):
        course_life.network_meeting(life, file, file.start + timedelta(days=30), None)
        course_life.network_meeting(life, file, town.anchor + timedelta(days=8), None)


def _clash(life: Life, file: CourseFile) -> None:
    """Write a coordination plan whose hours meet: one clash stands, one is settled."""
    town, on = life.town, file.start + timedelta(days=20)
    decision = next(
        row for row in town.book.of("cases.Decision") if row["case_id"] == life.main.case["id"]
    )
    plan = coordination.activate(town, life.main, on, plan=None, decision=decision)
    mother = life.home.holders(life.main.child)[0]
    age = age_on(life.main.child["born_on"], on)
    school, teeth = unit_for_age(life.rng, age), "tandpleje"
    since = monday_of(on + timedelta(days=7))
    for unit in (school, teeth):
        what, purpose = "Hvem der gør hvad, og hvornår", "At aftalerne ikke ligger på samme tid"
        given = coordination.consent(town, life.main, mother, unit, on, what, purpose)
        key = next(key for key, user in town.users.items() if user is town.partners[unit])
        coordination.tell_partner(town, life.main, unit, key, on, given)
    rows = (
        (school, "Samtale om dagen", 1, time(14), time(15), mother),
        (teeth, "Fast tid hos tandplejen", 1, time(14, 30), time(15), mother),
        (school, "I svømmehallen med de andre", 3, time(8, 30), time(10), life.main.child),
        (teeth, "Tandplejen på besøg", 3, time(9), time(9, 30), life.main.child),
    )
    entries = []
    for unit, what, weekday, starts, ends, person in rows:
        task = coordination.add_task(
            town,
            plan,
            what,
            "Tal med familien om tiden.",
            "Hver uge",
            user_id=town.partners[unit]["id"],
        )
        coordination.add_slot(
            town, task, weekday, since, starts=starts, ends=ends, person=person, text=what
        )
        day = since + timedelta(days=weekday)
        takes = frozenset({person["id"]})
        entries.append(WeekEntry(town.units[unit]["name"], day, what, starts, ends, takes))
    settled = WeekClash("", life.main.child["id"], (entries[2], entries[3]))
    town.book.add(
        "cases.ClashSettlement",
        case_id=life.main.case["id"],
        mark=settled.mark,
        choice=ClashChoice.FIRST,
        text="Svømmehallen går forud. Tandplejen kommer om onsdagen fra næste måned.",
        settled_by_id=town.users[life.adviser]["id"],
        settled_at=at(on + timedelta(days=8), 13),
    )
    _apart(life, file, on + timedelta(days=9))


def _apart(life: Life, file: CourseFile, on: date) -> None:
    """Write that two of the family's goals pull apart, marked and not settled yet."""
    town = life.town
    running = [
        row["id"]
        for row in town.book.of("cases.Goal")
        if row["dossier_id"] == file.course["dossier_id"] and row["ended_on"] is None
    ]
    town.book.add(
        "courses.GoalConflict",
        family_id=file.course["family_id"],
        goal_id=running[0],
        against_id=running[1],
        why="Det ene tager den tid om eftermiddagen, som det andet skal bruge.",
        marked_by_id=town.users[life.adviser]["id"],
        marked_at=at(on, 10),
        choice="",
        reason="",
        settled_by_id=None,
        settled_at=None,
    )
