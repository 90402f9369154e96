"""A world full of canaries: every person's name, address, note, answer and file has its own word.

A word beginning with `Z` and a person's short name belongs to that person, wherever it turns up.
"""

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from hjemmebane import catalogue, clock
from hjemmebane.domain.agenda import MeetingKind, Seat
from hjemmebane.domain.cases import PlanKind
from hjemmebane.domain.contacts import CourseEndReason
from hjemmebane.domain.deadlines import RuleStage
from hjemmebane.domain.duty_control import Difference, DifferenceKind
from hjemmebane.domain.goals import HowFar, RaterKind
from hjemmebane.domain.groups import GroupKind
from hjemmebane.domain.intake import (
    ChildGiven,
    ConcernSource,
    DangerAnswer,
    DangerAssessment,
    EnquiryGiven,
    EnquirySource,
    NotificationGiven,
    NotificationOutcome,
    NotificationReasonKey,
    NotificationSource,
)
from hjemmebane.domain.network import NetworkGiven
from hjemmebane.domain.people import ConsentHow
from hjemmebane.domain.placement_risk import RiskLevel
from hjemmebane.domain.story import StoryHeard
from hjemmebane.domain.what_if import WhatIfQuestion
from hjemmebane.records.access.acting import PUBLIC, SYSTEM
from hjemmebane.records.agenda.models import Meeting, Obligation
from hjemmebane.records.cases import actions as cases
from hjemmebane.records.cases.models import Case
from hjemmebane.records.courses import actions as courses
from hjemmebane.records.feedback import actions as feedback
from hjemmebane.records.intake import actions as intake
from hjemmebane.records.leadership import actions as leadership
from hjemmebane.records.leadership import coordination as leaders
from hjemmebane.records.people import actions as people
from hjemmebane.records.reports import actions as reports
from tests.cast import World, make_world
from tests.records.cases_story import a_case, a_goal, a_measure, fresh, screened
from tests.records.courses_story import a_contact, a_course, a_prevention_course, appointment

CANARIES = {
    "frida": "frida_holm",
    "jonas": "jonas_holm",
    "farvej": "jonas_holm",
    "selma": "selma",
    "viggo": "viggo",
    "oliver": "oliver",
    "lars": "lars",
    "ida": "ida_berg",
    "skjultvej": "ida_berg",
    "noah": "noah",
    "karl": "karl",
    "rikke": "enquirer",
    "asta": "enquired_child",
}
# A canary begins a word: a random token in an address may hold "zida" in its middle, about once in
# a few whole runs of the matrix.
WORD = re.compile(
    r"(?<![a-z0-9])z(" + "|".join(sorted(CANARIES, key=len, reverse=True)) + r")", re.IGNORECASE
)
# The token of a form is random anew in every answer, and could begin with a canary.
FORM_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')


def persons_in(text: str) -> set[str]:
    """Return the persons whose canaries a text carries."""
    return {CANARIES[found.lower()] for found in WORD.findall(FORM_TOKEN.sub("", text))}


def make_full_world() -> World:
    """Return the cast with a case, courses, notes, answers, a report and enquiries."""
    world = make_world()
    _notification(world)
    _selma(world)
    _oliver(world)
    _berg(world)
    _enquiry(world)
    _what_if(world)
    _group(world)
    _control(world)
    _leaders(world)
    return world


def _notification(world: World) -> None:
    given = NotificationGiven(
        source=NotificationSource.PARTNER,
        concern_source=ConcernSource.SCHOOL,
        reasons=(NotificationReasonKey.WELLBEING,),
        text="Zselmaskole er ked af det om morgenen.",
        children=(ChildGiven("Selma Zselma Holm", born_on=date(2017, 2, 14)),),
        reporter_name="Hanne Storm",
    )
    notification = intake.receive_notification(
        by=fresh(world.hanne), given=given, reporter_unit=world.units["school"]
    )
    child = notification.children.get()
    kirsten = fresh(world.kirsten)
    intake.identify_child(by=kirsten, notified_child=child, person=world.selma)
    assessment = DangerAssessment(False, "Zselmavurdering", NotificationOutcome.OPEN_CASE)
    intake.assess_danger(by=kirsten, notified_child=child, assessment=assessment)
    world.more |= {"notification": notification, "notified_child": child}


def _selma(world: World) -> None:
    opened = cases.open_case(
        by=fresh(world.kirsten),
        child=world.selma,
        family=world.holm,
        aware_on=clock.today(),
        team=world.teams["nord"],
        adviser=world.anna,
        notified_child=world.notified_child,
    )
    case = screened(world, opened)
    world.more["case"] = case
    _assessment(world, case)
    measure = a_measure(world, case, purpose="Zselmaformaal")
    goal = a_goal(world, case, own_words="Zfridamaal: ro om aftenen")
    plan = cases.make_plan(
        by=fresh(world.anna),
        case=case,
        kind=PlanKind.BARNETS_PLAN,
        purpose="Zselmaplan",
        strategy="",
        made_on=clock.today(),
    )
    world.more |= {"measure": measure, "goal": goal, "plan": plan}
    cases.record_progress(
        by=fresh(world.anna),
        goal=goal,
        on=clock.today(),
        rater_kind=RaterKind.PARENT,
        value=4,
        person=world.frida_holm,
    )
    cases.note_stance(
        by=fresh(world.anna),
        goal=goal,
        sees=HowFar.YES,
        wants=HowFar.PARTLY,
        on=clock.today(),
    )
    cases.judge_placement_risk(
        by=fresh(world.anna),
        case=case,
        text=cases.RiskText(RiskLevel.SOME, "Zselmarisiko", "Zselmahjaelp"),
        judged_on=clock.today(),
    )
    _story(world, case)
    _coordination(world, case)
    world.more["network_person"] = people.add_network_person(
        by=fresh(world.anna),
        dossier=case.dossier,
        given=NetworkGiven("Zfridanetvaerk", "mormor", support="henter torsdag"),
        told_by=world.frida_holm,
        near=world.frida_holm,
    )
    _course(world, measure)
    _apart(world, case)
    world.more["case_meeting"] = _meeting(world, case)
    follow_up = cases.start_follow_up(by=fresh(world.anna), case=case, held_on=clock.today())
    world.more["follow_up"] = follow_up
    world.more["obligation"] = Obligation.objects.filter(dossier=case.dossier).order_by("pk")[0]


def _meeting(world: World, case: Case) -> Meeting:
    starts_at = clock.now() + timedelta(days=3)
    return cases.plan_case_meeting(
        by=fresh(world.anna),
        case=case,
        text=cases.MeetingText(
            kind=MeetingKind.STATUS,
            is_formal=False,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1),
            purpose="Zselmamoede",
        ),
        seats=[Seat(person_id=world.frida_holm.pk), Seat(user_id=world.anna.pk)],
    )


def _assessment(world: World, case: Case) -> None:
    text = cases.AssessmentText(
        looked_into="Skole og hjem",
        by_whom="Anna",
        findings="Zselmafund",
        childs_view="Zselmasyn",
        parents_view="Zfridasyn",
        conclusion="Zselmakonklusion",
    )
    assessment = case.assessments.get()
    cases.finish_assessment(
        by=fresh(world.anna),
        assessment=assessment,
        version=assessment.version,
        text=text,
        finished_on=clock.today(),
    )
    world.more["assessment"] = assessment


def _story(world: World, case: Case) -> None:
    case.refresh_from_db()
    cases.write_story(
        by=fresh(world.anna),
        case=case,
        version=case.version,
        story="Zselmahistorie",
        agreed_on=clock.today(),
    )
    cases.note_story_read(
        by=fresh(world.anna),
        case=case,
        person=world.frida_holm,
        heard=StoryHeard.ALOUD,
        read_on=clock.today(),
        note="Zfridaretter",
    )


def _leaders(world: World) -> None:
    """Let the leader of prevention and another unit meet."""
    world.more["leader_meeting"] = leaders.plan_leader_meeting(
        by=fresh(world.gry),
        unit=world.units["prevention"],
        partner=world.units["provider"],
        starts_at=clock.now() - timedelta(days=1),
        points="Fælles tilbud",
    )


def _apart(world: World, case: Case) -> None:
    """Mark the plan's goal and one of the course's as pulling apart."""
    own = a_goal(world, case, own_words="Zfridamod", course_id=world.more["course"].pk)
    world.more["goal_conflict"] = courses.mark_apart(
        by=fresh(world.anna),
        family=world.families["holm"],
        goals=(str(world.more["goal"].public_id), str(own.public_id)),
        why="Zselmahvorfor",
    )


def _coordination(world: World, case: Case) -> None:
    consent = people.give_consent(
        by=fresh(world.anna),
        person=world.frida_holm,
        about=world.selma,
        dossier=case.dossier,
        to_unit=world.units["school"],
        what="Opgaven i planen",
        purpose="Fælles plan",
        until_on=clock.today() + timedelta(days=90),
        how=ConsentHow.SPOKEN,
    )
    plan = cases.activate_coordination_plan(by=fresh(world.anna), case=case)
    task = cases.add_coordination_task(
        by=fresh(world.anna),
        case=case,
        text=cases.TaskText("Zselmaopgave: fast voksen om morgenen"),
        owner=cases.Owner(user=world.hanne, unit=world.units["school"]),
        ground=cases.Ground(consent=consent),
    )
    slot = cases.add_task_slot(
        by=fresh(world.anna),
        task=task,
        text=cases.SlotText(1, None, None, "Zselmatid", clock.today()),
        person=world.frida_holm,
    )
    world.more |= {"coordination": plan, "task": task, "consent": consent, "slot": slot}


def _course(world: World, measure: Any) -> None:
    course = a_course(world, measure=measure)
    day = date(2026, 10, 7)
    contact = a_contact(
        world, course, day, text="Zselmanotat", there=[world.selma.pk], about=[world.selma.pk]
    )
    planned = courses.plan_contact(
        by=fresh(world.dorte), course=course, appointment=appointment(world, date(2026, 11, 26))
    )
    link = feedback.make_link(by=fresh(world.dorte), course=course, person=world.frida_holm)
    answer = feedback.Given(values={}, goals={}, text="Zfridasvar")
    response = feedback.answer_link(by=PUBLIC, link=link, given=answer)[0]
    _partner_answers(world)
    open_link = feedback.make_link(by=fresh(world.dorte), course=course, person=world.jonas_holm)
    world.more |= {
        "course": course,
        "contact": contact,
        "planned": planned,
        "response": response,
        "link": open_link,
    }


def _partner_answers(world: World) -> None:
    given = feedback.Given(values={"whom_to_call": 8}, text="Zselmasamarbejde")
    world.more["partner_response"] = feedback.answer_as_partner(
        by=fresh(world.hanne), task=world.task, given=given, form_token=uuid4()
    )


def _oliver(world: World) -> None:
    case = screened(world, a_case(world, child="oliver"))
    measure = a_measure(world, case)
    course = a_course(
        world,
        measure=measure,
        programme_key="home-support",
        children=[world.oliver.pk],
        started_on=clock.today() - timedelta(days=40),
        workers=[(world.mette, "sundhedsplejerske")],
        by=fresh(world.mette),
    )
    courses.end_course(
        by=fresh(world.mette),
        course=course,
        version=course.version,
        on=clock.today(),
        reason=CourseEndReason.AS_PLANNED,
    )
    course.refresh_from_db()
    report = reports.fill_closing_report(by=fresh(world.mette), course=course)
    reports.lay_report_before_family(by=fresh(world.mette), course=course, report=report)
    world.more |= {"oliver_open_case": case, "oliver_course": course, "report": report}


def _berg(world: World) -> None:
    course = a_prevention_course(world)
    contact = a_contact(world, course, date(2026, 10, 8), text="Znoahnotat")
    world.more |= {"berg_course": course, "berg_contact": contact}


def _what_if(world: World) -> None:
    question = WhatIfQuestion(4, 3, RuleStage.MANDATORY, 6, 12)
    leadership.ask_what_if(by=fresh(world.camilla), question=question)


def _control(world: World) -> None:
    """One deadline that the daily control found missing in Selma's case."""
    dossier = world.case.dossier
    rule = catalogue.current().rule_on("F3", clock.today())
    what = (DifferenceKind.NOT_KEPT, rule, str(world.case.public_id), clock.now())
    found = {dossier.pk: [Difference(*what, "Frist 24. februar 2027", "Ingen frist")]}
    leadership.control_deadlines(by=SYSTEM, unit=dossier.unit, found=found)


def _group(world: World) -> None:
    """Two families in one group, held by two units; neither is to be known to the other."""
    text = courses.GroupText(
        GroupKind.MULTI_FAMILY, "Familiedag", 6, clock.today() - timedelta(days=20)
    )
    group = courses.open_group(
        by=fresh(world.nadia),
        unit=world.units["prevention"],
        co_host=world.units["provider"],
        text=text,
    )
    was = courses.plan_session(
        by=fresh(world.nadia),
        group=group,
        starts_at=clock.now() - timedelta(days=6),
        minutes=120,
        theme="Lege",
    )
    courses.plan_session(
        by=fresh(world.nadia), group=group, starts_at=clock.now() + timedelta(days=8), minutes=120
    )
    berg = courses.ask_for_place(
        by=fresh(world.nadia), group=group, course=world.berg_course, aim="gruppemaalberg"
    )
    holm = courses.ask_for_place(
        by=fresh(world.dorte), group=group, course=world.course, aim="gruppemaalholm"
    )
    courses.note_attendance(by=fresh(world.dorte), session=was, asked=[holm], there=[holm.pk])
    world.more |= {
        "group": group,
        "group_session": was,
        "berg_place": berg,
        "holm_place": holm,
    }


def _enquiry(world: World) -> None:
    given = EnquiryGiven(
        source=EnquirySource.CITIZEN,
        concern_source=ConcernSource.PARENT,
        danger_answer=DangerAnswer.NO,
        text="Zrikketekst: morgenerne er svære.",
        children=(ChildGiven("Asta Zasta Krog", age=8),),
        contact_name="Rikke Zrikke Krog",
        contact_phone="00 00 11 22",
        own_motivation="Zrikkeonske",
        problem="Morgener",
    )
    world.more["enquiry"] = intake.receive_enquiry(by=PUBLIC, given=given).enquiry
