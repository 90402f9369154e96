"""The life of a family with a case: concern, assessment, decision, help, follow-ups, and an end."""

import random
from datetime import date, timedelta

from hjemmebane.domain.access import Register, Relation
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.cases import (
    CaseWeight,
    ClosingReason,
    ScreeningOutcome,
    ScreeningReason,
    ViewWaiver,
)
from hjemmebane.domain.identity import age_on
from hjemmebane.domain.people import PartyRole
from hjemmebane.edges.jobs.demo import cases, help_given, network
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.cases import CaseFile
from hjemmebane.edges.jobs.demo.dossiers import tie
from hjemmebane.edges.jobs.demo.families import add_party, make_family
from hjemmebane.edges.jobs.demo.life import Life
from hjemmebane.edges.jobs.demo.notices import past_notification
from hjemmebane.edges.jobs.demo.reports import closing_report
from hjemmebane.edges.jobs.demo.staff import ADVISER_TARGETS, ADVISERS, team_of
from hjemmebane.edges.jobs.demo.texts import general, themes_for
from hjemmebane.edges.jobs.demo.town import Town, at, later

SECOND_CASE = 0.5
# Days since the concern, for cases that are open today.
OPEN_AGES, OPEN_AGE_WEIGHTS = ((12, 120), (120, 480), (480, 1400)), (1, 2, 3)
SHORTEST_OPEN = 12
TOO_YOUNG_TO_SAY = 3
NEW_LAW = date(2024, 1, 1)
# Every so many families, and which of them: an assessment past its day, a follow-up past its
# day, a case for named staff only.
LATE_ASSESSMENT, LAGGING, RESTRICTED = (40, 7), (13, 5), (60, 22)


def live(town: Town, number: int, *, is_open: bool, intensive_on: date | None) -> Life | None:
    """Write one authority family from the first concern to today, or to the closed case."""
    rng = town.chance("authority", number)
    is_late = is_open and intensive_on is None and number % LATE_ASSESSMENT[0] == LATE_ASSESSMENT[1]
    aware_on = _aware_on(town, rng, is_open=is_open, intensive_on=intensive_on)
    if is_late:
        aware_on = town.working_day(town.anchor - timedelta(days=rng.randint(126, 133)))
    home = make_family(town, rng, Register.AUTHORITY, aware_on)
    fitting = [c for c in home.children if age_on(c["born_on"], aware_on) < 17] or home.children
    children = fitting[: 2 if len(fitting) > 1 and rng.random() < SECOND_CASE else 1]
    ages = [age_on(child["born_on"], aware_on) for child in children]
    theme = rng.choice(themes_for(ages))
    adviser = _adviser(town, rng, is_open=is_open, cases=len(children))
    life = Life(
        town,
        rng,
        home,
        theme,
        adviser,
        is_open,
        intensive_on,
        number=number,
        lags=is_open and number % LAGGING[0] == LAGGING[1],
        is_assessed_late=is_late,
    )
    _come_in(life, children, aware_on)
    found = _outcome(life, aware_on)
    assessed_on = [_look_into(life, file, aware_on, *found) for file in life.files]
    if all(day is not None for day in assessed_on):
        help_given.give_help(life, max(day for day in assessed_on if day is not None))
    for course in life.over:
        closing_report(town, rng, course, life.adviser)
    _change_adviser(life)
    if is_open:
        adults, on = home.holders(life.main.child), local_day(life.main.case["opened_at"])
        own = town.chance("network", number)
        network.draw(town, own, adults, life.main.dossier, adviser, on)
    for file in life.files:
        cases.settle(town, file)
    return life


def _aware_on(town: Town, rng: random.Random, *, is_open: bool, intensive_on: date | None) -> date:
    if intensive_on is not None:
        return town.working_day(intensive_on - timedelta(days=rng.randint(130, 190)))
    if is_open:
        # One in six has just come; half have been here for more than a year.
        least, most = rng.choices(OPEN_AGES, OPEN_AGE_WEIGHTS)[0]
        age = town.stretched(rng.randint(least, most), SHORTEST_OPEN)
        return town.working_day(town.anchor - timedelta(days=age))
    span = (town.anchor - town.begins_on).days
    return town.working_day(town.begins_on + timedelta(days=rng.randint(0, span - 560)))


def _adviser(town: Town, rng: random.Random, *, is_open: bool, cases: int) -> str:
    if not is_open:
        return rng.choice(ADVISERS)
    chosen = town.least_loaded(list(ADVISERS), ADVISER_TARGETS)
    town.loads[chosen] += cases - 1
    return chosen


def _come_in(life: Life, children: list[Row], aware_on: date) -> None:
    town, rng = life.town, life.rng
    received_at = at(aware_on, rng.randint(8, 15), rng.randint(0, 59))
    notification: Row | None = None
    named: list[Row] = []
    if rng.random() < 0.8:
        age = age_on(children[0]["born_on"], aware_on)
        notification, named = past_notification(
            town, rng, life.home, children, life.theme, received_at, age
        )
    opened_on = town.working_day(later(aware_on, rng, 1, 4))
    opened_at = min(at(opened_on, rng.randint(9, 14)), town.now)
    is_restricted = life.number % RESTRICTED[0] == RESTRICTED[1]
    for child in children:
        file = cases.open_case(
            town,
            life.home,
            child,
            life.adviser,
            aware_on,
            opened_at,
            weight=rng.choices(list(CaseWeight), (30, 50, 20))[0],
            notification=notification,
            is_restricted=is_restricted,
        )
        life.files.append(file)
    for made, file in zip(named, life.files, strict=False):
        made.update(case_dossier_id=file.dossier["id"], acted_at=opened_at)
    if notification is not None:
        cases.hand_notification(town, notification, life.main, local_day(opened_at))
    for sibling in children[1:]:
        add_party(town, sibling, life.main.dossier, PartyRole.SIBLING, local_day(opened_at))


def _look_into(
    life: Life,
    file: CaseFile,
    aware_on: date,
    outcome: ScreeningOutcome,
    reason: ScreeningReason,
) -> date | None:
    """Screen and assess; return the day the assessment was finished, or nothing yet."""
    town, rng = life.town, life.rng
    opened_on = local_day(file.case["opened_at"])
    screened_on = town.working_day(later(opened_on, rng, 1, 9))
    if screened_on >= town.anchor:
        return None
    assessment = cases.screen(
        town, file, screened_on, outcome, reason, is_honour_suspected=rng.random() < 0.01
    )
    if assessment is None:
        closed_on = town.working_day(later(screened_on, rng, 5, 25))
        if not town.is_past(closed_on):
            return None
        cases.close_case(town, file, at(closed_on, 11), ClosingReason.NO_NEED)
        return None
    finished_on = _finished_on(life, outcome, aware_on, screened_on)
    if finished_on >= town.anchor:
        return None
    waiver = "" if age_on(file.child["born_on"], finished_on) >= TOO_YOUNG_TO_SAY else "too_young"
    voice = life.home.voice(file.child, rng.choice(life.home.holders(file.child)))
    cases.finish_assessment(
        town,
        file,
        assessment,
        finished_on,
        looked_into=rng.choice(general("looked_into")),
        by_whom=str(town.users[life.adviser]["name"]),
        findings=" ".join(voice.say(t) for t in rng.sample(life.theme.sentences["finding"], 2)),
        childs_view="" if waiver else life.theme.pick("child", rng, voice),
        child_view_waiver=ViewWaiver.TOO_YOUNG if waiver else "",
        parents_view=life.theme.pick("parents", rng, voice),
        conclusion=rng.choice(general("conclusion")),
    )
    return finished_on


def _outcome(life: Life, aware_on: date) -> tuple[ScreeningOutcome, ScreeningReason]:
    """Return what the screening ends with; the short assessment of § 19 is younger than 2024."""
    if life.intensive_on is None and not life.is_open and life.rng.random() < 0.16:
        return ScreeningOutcome.NOTHING_MORE, ScreeningReason.NEED_MET
    is_whole = life.intensive_on is not None or life.is_assessed_late
    is_short = aware_on >= NEW_LAW and not is_whole and life.rng.random() < 0.5
    if is_short:
        return ScreeningOutcome.AFDAEKNING, ScreeningReason.NEED_DELIMITED
    return ScreeningOutcome.CHILD_ASSESSMENT, ScreeningReason.NEED_COMPLEX


def _finished_on(life: Life, outcome: ScreeningOutcome, aware_on: date, screened_on: date) -> date:
    town, rng = life.town, life.rng
    if outcome is ScreeningOutcome.AFDAEKNING:
        day = later(screened_on, rng, 14, 50)
    else:
        day = later(aware_on, rng, 66, 117)
        if rng.random() < 0.07 or life.is_assessed_late:
            day = later(aware_on, rng, 134, 142)
        if life.intensive_on is not None:
            day = min(day, life.intensive_on - timedelta(days=12))
    return town.working_day(max(day, screened_on + timedelta(days=3)))


def _change_adviser(life: Life) -> None:
    """Now and then a case changes hands inside the team; the history keeps both."""
    town, rng = life.town, life.rng
    if not life.is_open or rng.random() > 0.12:
        return
    first = next(key for key in rng.sample(ADVISERS, len(ADVISERS)) if key != life.adviser)
    if team_of(first) != team_of(life.adviser):
        return
    for file in life.files:
        opened_on = local_day(file.case["opened_at"])
        changed_on = opened_on + timedelta(days=rng.randint(20, 90))
        if changed_on >= town.anchor:
            continue
        file.adviser_tie["from_on"] = changed_on
        tie(
            town,
            first,
            file.dossier,
            Relation.ADVISER,
            cases.ADVISER_TITLE,
            opened_on,
            to_on=changed_on,
        )
