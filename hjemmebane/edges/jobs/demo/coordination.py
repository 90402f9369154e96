"""Consents and the coordination plan: who may be told what, and who does what with whom."""

from datetime import date, time, timedelta
from typing import Any

from hjemmebane.domain.access import Relation
from hjemmebane.domain.calendar import local_day, plus_months
from hjemmebane.domain.identity import age_on
from hjemmebane.domain.people import ConsentHow, DisclosureGround
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.cases import CaseFile
from hjemmebane.edges.jobs.demo.dossiers import tie
from hjemmebane.edges.jobs.demo.life import Life
from hjemmebane.edges.jobs.demo.notices import unit_for_age
from hjemmebane.edges.jobs.demo.texts import general
from hjemmebane.edges.jobs.demo.town import Town, at, later

TASK_TOLD = "partnerens egen opgave i koordineringsplanen"
PARTNER_TITLE = "samarbejdspartner"
CONSENT_MONTHS = 12
SLOTTED = 0.6


def consent(
    town: Town,
    file: CaseFile,
    given_by: Row,
    unit: str,
    given_on: date,
    what: str,
    purpose: str,
    **more: Any,
) -> Row:
    """Write that somebody says yes to a unit being told something."""
    return town.book.add(
        "people.Consent",
        dossier_id=file.dossier["id"],
        given_by_id=given_by["id"],
        about_id=file.child["id"],
        to_unit_id=town.units[unit]["id"],
        to_whom=more.get("to_whom", ""),
        what=what,
        purpose=purpose,
        own_words=more.get("own_words", ""),
        how=more.get("how", ConsentHow.WRITTEN),
        given_on=given_on,
        until_on=more.get("until_on") or plus_months(given_on, CONSENT_MONTHS),
        withdrawn_at=more.get("withdrawn_at"),
        recorded_by_id=town.users[file.adviser]["id"],
    )


def activate(
    town: Town, file: CaseFile, on: date, *, plan: Row | None, decision: Row | None
) -> Row:
    """Take the coordination plan into use; it hangs on a plan, or on a decision without one."""
    return town.book.add(
        "cases.CoordinationPlan",
        case_id=file.case["id"],
        decision_id=decision["id"] if decision and plan is None else None,
        plan_id=plan["id"] if plan else None,
        activated_at=at(on, 10),
    )


def add_task(town: Town, plan: Row, what: str, how: str, when_text: str, **owner: Any) -> Row:
    """Give somebody a task: a worker or partner, a unit, or one of the family."""
    return town.book.add(
        "cases.CoordinationTask",
        plan_id=plan["id"],
        goal_id=owner.get("goal_id"),
        user_id=owner.get("user_id"),
        unit_id=owner.get("unit_id"),
        person_id=owner.get("person_id"),
        what=what,
        how=how,
        together_with=owner.get("together_with", ""),
        when_text=when_text,
        due_on=owner.get("due_on"),
        done_at=owner.get("done_at"),
        done_by_id=owner.get("done_by_id"),
    )


def add_slot(town: Town, task: Row, weekday: int, from_on: date, **more: Any) -> Row:
    """Give a task a fixed hour of the week, and say whose time in the family it takes."""
    person = more.get("person")
    return town.book.add(
        "cases.TaskSlot",
        task_id=task["id"],
        weekday=weekday,
        starts=more.get("starts"),
        ends=more.get("ends"),
        person_id=person["id"] if person else None,
        text=more.get("text", ""),
        from_on=from_on,
        to_on=None,
    )


def tell_partner(
    town: Town, file: CaseFile, unit: str, partner: str, on: date, given: Row | None
) -> None:
    """Write that a partner was told of its own task, on a consent or the order, and is tied."""
    town.book.add(
        "people.Disclosure",
        dossier_id=file.dossier["id"],
        about_id=file.child["id"],
        to_unit_id=town.units[unit]["id"],
        what=TASK_TOLD,
        ground=DisclosureGround.CONSENT if given else DisclosureGround.LAW,
        consent_id=given["id"] if given else None,
        reason="" if given else "Forvaltningsloven § 28, stk. 2",
        at=at(on, 10),
        by_id=town.users[file.adviser]["id"],
        is_told_to_family=True,
    )
    tie(town, partner, file.dossier, Relation.PARTNER, PARTNER_TITLE, on)


def coordinate(life: Life, started_on: date, plan: Row | None) -> None:
    """Write the consents of a case, and for one in three a coordination plan with tasks."""
    town, rng, file = life.town, life.rng, life.main
    unit = unit_for_age(rng, age_on(file.child["born_on"], started_on))
    given = None
    if rng.random() < 0.6:
        given = _consent(life, unit, started_on)
    decision = _decision_without_plan(town, file)
    if rng.random() > 0.35 or (plan is None and decision is None):
        return
    on = town.working_day(
        later(max(started_on, plan["made_on"] if plan else started_on), rng, 3, 20)
    )
    if on >= town.anchor:
        return
    row = activate(town, file, on, plan=plan, decision=decision)
    tasks = rng.sample(general("task"), 3)
    partner = town.partners[unit]
    due = [town.working_day(on + timedelta(days=rng.randint(10, 60))) for _ in tasks]
    done = {"done_at": at(due[1], 12), "done_by_id": town.users[life.adviser]["id"]}
    what, how, when = tasks[0]
    first = add_task(town, row, what, how, when, user_id=partner["id"], due_on=due[0])
    hours = town.chance("slots", row["id"])
    if hours.random() < SLOTTED:
        starts = time(hours.randint(8, 15), hours.choice((0, 30)))
        add_slot(town, first, hours.randrange(5), on, starts=starts)
    key = next(key for key, user in town.users.items() if user is partner)
    tell_partner(town, file, unit, key, on, given if given and _holds(given, on) else None)
    what, how, when = tasks[1]
    user = town.users[life.adviser]["id"]
    add_task(
        town,
        row,
        what,
        how,
        when,
        user_id=user,
        due_on=due[1],
        **(done if due[1] < town.anchor else {}),
    )
    what, how, when = tasks[2]
    add_task(
        town, row, what, how, when, person_id=life.home.holders(file.child)[0]["id"], due_on=due[2]
    )


def _holds(given: Row, on: date) -> bool:
    """Return whether a consent stands on a day: given, and not taken back."""
    gone = given["withdrawn_at"]
    return bool(given["given_on"] <= on and (gone is None or local_day(gone) > on))


def _consent(life: Life, unit: str, started_on: date) -> Row:
    town, rng, file = life.town, life.rng, life.main
    is_withdrawn = rng.random() < 0.05
    withdrawn_on = started_on + timedelta(days=60)
    return consent(
        town,
        file,
        life.home.holders(file.child)[0],
        unit,
        started_on,
        "Hvordan det går med målene, og hvem der gør hvad",
        "At hverdagen hænger sammen på tværs",
        how=rng.choice(list(ConsentHow)),
        withdrawn_at=at(withdrawn_on, 12) if is_withdrawn and withdrawn_on < town.anchor else None,
    )


def _decision_without_plan(town: Town, file: CaseFile) -> Row | None:
    if not file.goals:
        return None
    rows = [
        row
        for row in town.book.of("cases.Decision")[-8:]
        if row["case_id"] == file.case["id"] and row["is_plan_needed"] is False
    ]
    return rows[-1] if rows else None
