"""Two at once on the work itself: follow-ups, closing, goals, reports, feedback, decisions."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from hjemmebane.domain.contacts import ExtensionReason
from hjemmebane.domain.documents import PostChannel, ReportState
from hjemmebane.domain.follow_up import FollowUpOutcome
from hjemmebane.domain.intake import NotificationReasonKey
from hjemmebane.records.access.models import AuditLine
from hjemmebane.records.cases import actions as cases
from hjemmebane.records.cases.models import Case, Decision, FollowUp, Goal
from hjemmebane.records.courses import actions as courses
from hjemmebane.records.courses.models import ContactAddendum, Course, Extension, PlannedWork
from hjemmebane.records.courses.programmes import programme_of
from hjemmebane.records.documents import actions as documents
from hjemmebane.records.documents import queries as document_queries
from hjemmebane.records.documents.models import FamilyReading, OutgoingPost, Passage, Remark, Report
from hjemmebane.records.feedback import actions as feedback
from hjemmebane.records.feedback.asking import token_of
from hjemmebane.records.feedback.models import FeedbackAct, FeedbackLink, Response
from hjemmebane.records.intake.models import Notification
from hjemmebane.ui.refusals import sentence
from tests.cast import World, signed_in
from tests.edges.feedback_pages import tap, to_the_end
from tests.records import test_cases_follow_up as follow_ups
from tests.records.cases_story import (
    a_case,
    a_decision,
    a_goal,
    a_measure,
    closed,
    fresh,
    screened,
)
from tests.records.courses_story import a_contact, a_course, a_prevention_course
from tests.records.reports_story import a_report, answers
from tests.records.two_at_once import loser, refused, statuses, together

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.only_postgres
def test_one_follow_up_closed_by_two_at_once_is_closed_once(world: World) -> None:
    case = screened(world, a_case(world))
    a_measure(world, case)
    row = follow_ups.a_follow_up(world, case)
    text = follow_ups.whole(case, FollowUpOutcome.CONTINUE)

    def close() -> FollowUp:
        found = FollowUp.objects.get(pk=row.pk)
        return cases.close_follow_up(
            by=fresh(world.anna), follow_up=found, version=row.version, text=text
        )

    refused(together(close, close, at=Case))
    assert FollowUp.objects.filter(closed_at__isnull=False).count() == 1


@pytest.mark.only_postgres
def test_an_extension_asked_for_twice_at_once_is_one(world: World) -> None:
    course = a_prevention_course(world)
    wish = courses.ExtensionWish(reason=next(iter(ExtensionReason)), new_limit=16)

    def ask() -> Extension:
        found = Course.objects.get(pk=course.pk)
        return courses.ask_for_extension(by=fresh(world.nadia), course=found, wish=wish)

    assert refused(together(ask, ask, at=Course)).key == "already_asked"
    assert Extension.objects.count() == 1


@pytest.mark.only_postgres
def test_work_and_addenda_sent_twice_at_once_are_one_each(world: World) -> None:
    course = a_course(world)
    contact = a_contact(world, course, date(2026, 11, 20))
    track = programme_of(course).tracks[0].title

    def plan() -> PlannedWork:
        return courses.plan_work(
            by=fresh(world.dorte),
            course=Course.objects.get(pk=course.pk),
            track=track,
            title="Morgenrutine",
            from_week=1,
            to_week=2,
        )

    def add() -> ContactAddendum:
        found = type(contact).objects.select_related("course").get(pk=contact.pk)
        return courses.add_addendum(by=fresh(world.dorte), contact=found, text="Jonas ringede.")

    assert refused(together(plan, plan, at=Course)).key == "already_saved"
    assert refused(together(add, add, at=type(contact))).key == "already_saved"
    assert (PlannedWork.objects.filter(title="Morgenrutine").count()) == 1
    assert ContactAddendum.objects.count() == 1


# ---------------------------------------------------------------- reports


@pytest.fixture
def in_review(world: World) -> Report:
    """Return a report that lies with both parents."""
    report = a_report(world)
    readers = [(world.frida_holm.pk, "forælder"), (world.jonas_holm.pk, "forælder")]
    return documents.lay_before_family(by=fresh(world.dorte), report=report, readers=readers)


def mark(world: World, report: Report, who: str, remark: str = "") -> FamilyReading:
    """Mark the report read as a member of the family."""
    user = fresh(world.users[who])
    reading = document_queries.own_reading(Report.objects.get(pk=report.pk), user)
    return documents.mark_read(by=user, reading=reading, remark=remark)


@pytest.mark.only_postgres
def test_two_readers_marking_one_report_at_once_are_both_kept(
    world: World, in_review: Report
) -> None:
    results = together(
        lambda: mark(world, in_review, "frida", "Godt skrevet"),
        lambda: mark(world, in_review, "jonas"),
        at=Report,
    )
    assert all(isinstance(one, FamilyReading) for one in results), results
    assert FamilyReading.objects.filter(edition=in_review.edition).count() == 2
    assert Remark.objects.count() == 1


@pytest.mark.only_postgres
def test_one_reader_marking_twice_at_once_is_read_once(world: World, in_review: Report) -> None:
    def once_more() -> FamilyReading:
        return mark(world, in_review, "frida", "Godt skrevet")

    assert refused(together(once_more, once_more, at=Report)).key == "already_marked_read"
    assert Remark.objects.count() == 1


@pytest.mark.only_postgres
def test_a_report_taken_back_while_it_is_read_is_read_in_no_other_edition(
    world: World, in_review: Report
) -> None:
    def take_back() -> Report:
        return documents.take_back(
            by=fresh(world.dorte), report=Report.objects.get(pk=in_review.pk)
        )

    read, back = together(lambda: mark(world, in_review, "frida"), take_back, at=Report)
    assert isinstance(back, Report), repr(back)
    if isinstance(read, Exception):
        assert refused([read]).key == "report_not_in_review"
    assert Report.objects.get().state == ReportState.DRAFT


@pytest.mark.only_postgres
def test_a_report_sent_twice_at_once_is_sent_once(world: World, in_review: Report) -> None:
    for who in ("frida", "jonas"):
        mark(world, in_review, who)
    receiver = documents.Receiver(PostChannel.PORTAL, world.frida_holm.pk)

    def send() -> Report:
        found = Report.objects.get(pk=in_review.pk)
        return documents.send_report(by=fresh(world.dorte), report=found, receivers=[receiver])

    assert refused(together(send, send, at=Report)).key == "report_not_in_review"
    assert OutgoingPost.objects.count() == 1


@pytest.mark.only_postgres
def test_a_passage_sent_twice_at_once_is_one(world: World) -> None:
    report = a_report(world)
    section = document_queries.passages_of(report, fresh(world.dorte))[0].section

    def write() -> Passage:
        found = Report.objects.get(pk=report.pk)
        return documents.write_passage(
            by=fresh(world.dorte), report=found, section=section, text="Mit eget."
        )

    assert refused(together(write, write, at=Report)).key == "already_saved"
    assert Passage.objects.filter(text="Mit eget.").count() == 1


# ---------------------------------------------------------------- feedback


@pytest.mark.only_postgres
def test_a_link_made_twice_at_once_is_one(world: World) -> None:
    course = a_course(world)

    def make() -> FeedbackLink:
        found = Course.objects.get(pk=course.pk)
        return feedback.make_link(by=fresh(world.dorte), course=found, person=world.frida_holm)

    assert refused(together(make, make, at=Course)).key == "link_just_made"
    assert FeedbackLink.objects.count() == 1


@pytest.mark.only_postgres
def test_two_in_the_portal_answering_at_once_are_both_kept_and_each_once(world: World) -> None:
    course = a_course(world)
    marks = {"frida": uuid4(), "jonas": uuid4()}

    def answer(who: str) -> list[Response]:
        user = fresh(world.users[who])
        return feedback.answer_signed_in(
            by=user,
            course=Course.objects.get(pk=course.pk),
            person=world.persons[f"{who}_holm"],
            given=feedback.Given(values={"useful": 7}),
            form_token=marks[who],
        )

    calls = [lambda: answer("frida"), lambda: answer("frida"), lambda: answer("jonas")]
    results = together(*calls, at=Response)
    assert refused(results).key == "answer_already_sent"
    assert sorted(Response.objects.values_list("person_id", flat=True)) == sorted(
        [world.frida_holm.pk, world.jonas_holm.pk]
    )


@pytest.mark.only_postgres
def test_danger_in_an_answer_notified_by_two_at_once_is_one_notification_a_child(
    world: World,
) -> None:
    course = a_course(world)
    given = feedback.Given(values={"useful": 2}, text="Han slår")
    (response,) = answers(world, course, world.frida_holm, given)

    def notify() -> list[Notification]:
        return feedback.notify(
            by=fresh(world.dorte),
            response=Response.objects.get(pk=response.pk),
            reasons=[next(iter(NotificationReasonKey))],
            text="Han slår",
        )

    assert refused(together(notify, notify, at=Response)).key == "already_notified_on"
    assert Notification.objects.count() == course.children.count()


@pytest.mark.only_postgres
def test_what_was_changed_sent_twice_at_once_is_one(world: World) -> None:
    course = a_course(world)
    given = feedback.Given(values={"useful": 2}, text="For tidligt")
    (response,) = answers(world, course, world.frida_holm, given)

    def change() -> FeedbackAct:
        found = Response.objects.get(pk=response.pk)
        return feedback.note_change(
            by=fresh(world.dorte), response=found, what_changed="Vi kommer en time senere."
        )

    assert refused(together(change, change, at=Response)).key == "already_saved"
    assert FeedbackAct.objects.count() == 1


# ---------------------------------------------------------------- decisions and goals


@pytest.mark.only_postgres
def test_two_leaders_approving_one_decision_write_once_and_both_are_told(world: World) -> None:
    decision = a_decision(world, a_case(world), measure_key="stoetteophold", ladder_step="4")
    case_id = decision.case.public_id
    url = f"/sager/{case_id}/afgoerelse/{decision.public_id}/godkend/"

    def approve(who: str) -> Any:
        return signed_in(fresh(world.users[who])).post(url, follow=True)

    results = together(lambda: approve("camilla"), lambda: approve("rune"), at=Case)

    said = [str(one.content.decode()) for one in results]
    assert [one.status_code for one in results] == [200, 200], results
    assert sum("Afgørelsen er godkendt." in page for page in said) == 1
    assert sum(sentence("decision_answered") in page for page in said) == 1
    assert AuditLine.objects.filter(action="decision.approve").count() == 1


@pytest.mark.only_postgres
def test_a_leaders_yes_and_a_deputys_no_at_once_are_one_answer(world: World) -> None:
    decision = a_decision(world, a_case(world), measure_key="stoetteophold", ladder_step="4")

    def found() -> Decision:
        return Decision.objects.select_related("case__dossier", "case__child").get(pk=decision.pk)

    results = together(
        lambda: cases.approve_decision(by=fresh(world.camilla), decision=found()),
        lambda: cases.decline_decision(by=fresh(world.rune), decision=found(), why="Nej."),
        at=Case,
    )

    assert refused(results).key == "decision_answered"
    decision.refresh_from_db()
    assert (decision.approved_at is None) != (decision.declined_at is None)


@pytest.mark.only_postgres
def test_a_goal_written_while_the_case_closes_is_written_before_or_not_at_all(
    world: World,
) -> None:
    case = screened(world, a_case(world))
    mark = uuid4()

    def agree() -> Goal:
        return a_goal(world, Case.objects.select_related("dossier").get(pk=case.pk), public_id=mark)

    def close() -> Case:
        found = Case.objects.get(pk=case.pk)
        return closed(world, found)

    results = together(agree, close, at=Case)

    case.refresh_from_db()
    assert case.closed_at is not None, results
    is_written = Goal.objects.filter(public_id=mark).exists()
    if is_written:
        assert not [one for one in results if isinstance(one, Exception)]
    else:
        assert refused(results).key == "case_closed"


@pytest.mark.only_postgres
def test_a_one_time_link_used_twice_at_once_takes_one_answer(world: World) -> None:
    link = feedback.make_link(
        by=fresh(world.dorte), course=a_course(world), person=world.frida_holm
    )
    where, browsers = f"/f/{token_of(link)}/", (Client(), Client())
    # Both stand on the last page before either sends: it is the sending that meets.
    last = [to_the_end(browser, where, [7]) for browser in browsers]

    def send(number: int) -> Any:
        return tap(browsers[number], where, last[number], do="send", text=f"Ord {number}")

    results = together(lambda: send(0), lambda: send(1), at=FeedbackLink)

    assert statuses(results) == [303, 410]
    assert "Linket er brugt" in loser(results)
    assert Response.objects.filter(course=link.course).count() == 1
    link.refresh_from_db()
    assert link.used_at is not None
