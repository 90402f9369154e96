"""Two at once, on two connections: one write stands, the other is told so in plain words.

A third connection holds a table back until both have read, so that the two really meet.
"""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from hjemmebane import clock
from hjemmebane.domain.access import Register
from hjemmebane.domain.cases import MeasureEndReason
from hjemmebane.domain.contacts import ContactState, CourseEndReason, ExtensionReason
from hjemmebane.domain.intake import DangerAssessment, NotificationOutcome
from hjemmebane.domain.people import RelationKind
from hjemmebane.domain.refusals import Stale
from hjemmebane.records.access.acting import PUBLIC, SYSTEM
from hjemmebane.records.access.models import AuditLine, Dossier, Tie
from hjemmebane.records.cases import actions as cases
from hjemmebane.records.cases.models import Case, Decision, Goal, Measure
from hjemmebane.records.courses import actions as courses
from hjemmebane.records.courses import queries as course_queries
from hjemmebane.records.courses.models import Contact, Course, Extension
from hjemmebane.records.intake import actions as intake
from hjemmebane.records.intake.models import Enquiry, Notification, NotifiedChild
from hjemmebane.records.people.actions import register_person
from hjemmebane.records.people.models import Party, Person, Relation
from hjemmebane.ui.refusals import sentence
from tests.cast import World, signed_in
from tests.page_forms import read_forms
from tests.records.cases_story import a_case, a_decision, a_measure, decision_text, fresh, screened
from tests.records.courses_story import a_contact, a_course, a_prevention_course, appointment, note
from tests.records.intake_story import (
    accepted,
    decision,
    enquiry_given,
    notification_given,
    notified,
    read,
)
from tests.records.two_at_once import loser, refused, statuses, together

pytestmark = pytest.mark.django_db(transaction=True)


# ---------------------------------------------------------------- the same form twice


@pytest.mark.only_postgres
def test_an_enquiry_sent_twice_at_once_is_one(world: World) -> None:
    page = Client().get("/henvend/")
    named = {"contact_name": "Rikke Krog", "contact_phone": "00 00 11 22"}
    sent = read_forms(page.content)[0].filled(danger="no", has_family_agreed="on", **named)

    results = together(*[lambda: Client().post("/henvend/", sent)] * 2, at=Dossier)

    assert statuses(results) == [303, 422]
    assert sentence("already_sent") in loser(results)
    assert Enquiry.objects.count() == 1
    assert Dossier.objects.filter(kind="enquiry").count() == 1


@pytest.mark.only_postgres
def test_a_notification_sent_twice_at_once_is_one(world: World) -> None:
    mark = uuid4()

    def send() -> Notification:
        return intake.receive_notification(by=PUBLIC, given=notification_given(), form_token=mark)

    assert refused(together(send, send, at=Dossier)).key == "already_sent"
    assert Notification.objects.count() == NotifiedChild.objects.count() == 1


@pytest.mark.only_postgres
def test_an_anonymous_enquiry_sent_twice_at_once_is_one(world: World) -> None:
    mark = uuid4()

    def send() -> Any:
        given = enquiry_given(is_anonymous=True)
        return intake.receive_enquiry(by=PUBLIC, given=given, form_token=mark)

    assert refused(together(send, send, at=Dossier)).key == "already_sent"


@pytest.mark.only_postgres
def test_a_contact_note_sent_twice_at_once_is_one(world: World) -> None:
    course, mark = a_course(world), uuid4()

    def write() -> Contact:
        return courses.write_contact(
            by=fresh(world.dorte),
            course=Course.objects.get(pk=course.pk),
            note=note(world, date(2026, 10, 7)),
            form_token=mark,
        )

    results = together(write, write, at=Course)
    assert refused(results).key == "already_saved"
    assert Contact.objects.count() == 1


@pytest.mark.only_postgres
def test_a_decision_and_a_goal_sent_twice_at_once_are_one_each(world: World) -> None:
    case, mark = screened(world, a_case(world)), uuid4()
    anna = world.anna.pk

    def decide() -> Decision:
        return cases.decide(
            by=fresh(world.anna),
            case=Case.objects.get(pk=case.pk),
            text=decision_text(),
            public_id=mark,
        )

    def agree() -> Goal:
        return cases.agree_goal(
            by=fresh(world.anna),
            dossier=Dossier.objects.get(pk=case.dossier_id),
            own_words="Ro om aftenen",
            professional_words="",
            words_of=world.frida_holm,
            agreed_on=clock.today(),
            public_id=mark,
        )

    assert refused(together(decide, decide, at=Decision)).key == "already_saved"
    assert refused(together(agree, agree, at=Goal)).key == "already_saved"
    assert (Decision.objects.count(), Goal.objects.count()) == (1, 1)
    assert AuditLine.objects.filter(action="decision.make", by_id=anna).count() == 1


@pytest.mark.only_postgres
def test_a_measure_started_twice_at_once_starts_once(world: World) -> None:
    decision, mark = a_decision(world, screened(world, a_case(world))), uuid4()

    def start() -> Measure:
        return cases.start_measure(
            by=fresh(world.anna),
            decision=Decision.objects.get(pk=decision.pk),
            provider_unit=world.units["provider"],
            started_on=clock.today(),
            public_id=mark,
        )

    assert refused(together(start, start, at=Case)).key == "already_saved"
    assert Measure.objects.count() == 1


@pytest.mark.only_postgres
def test_a_case_opened_by_two_at_once_is_one(world: World) -> None:
    results = together(lambda: a_case(world), lambda: a_case(world), at=Dossier)

    assert refused(results).key == "case_already_open"
    assert Case.objects.count() == 1


# ---------------------------------------------------------------- two people, one thing


@pytest.mark.only_postgres
def test_two_leaders_deciding_one_extension_make_one_decision(world: World) -> None:
    course = a_prevention_course(world)
    wish = courses.ExtensionWish(reason=next(iter(ExtensionReason)), new_limit=16)
    asked = courses.ask_for_extension(by=fresh(world.nadia), course=course, wish=wish)

    def decide(*, is_agreed: bool) -> Extension:
        return courses.decide_extension(
            by=fresh(world.gry),
            extension=Extension.objects.get(pk=asked.pk),
            is_agreed=is_agreed,
        )

    results = together(lambda: decide(is_agreed=True), lambda: decide(is_agreed=False), at=Course)
    assert refused(results).key == "already_decided"
    (won,) = [one for one in results if isinstance(one, Extension)]
    assert Extension.objects.get().is_agreed == won.is_agreed


@pytest.mark.only_postgres
def test_two_allocating_one_enquiry_give_it_to_one_worker(world: World) -> None:
    enquiry = accepted(world.gry)
    place = f"/henvendelser/{enquiry.public_id}/fordel/"
    board = signed_in(world.gry).get("/henvendelser/fordeling/").content
    (form,) = [one for one in read_forms(board) if str(enquiry.public_id) in one.action]

    def give(worker: int) -> Any:
        return signed_in(world.gry).post(form.action or place, {"worker": str(worker)})

    results = together(lambda: give(world.nadia.pk), lambda: give(world.gry.pk), at=Enquiry)
    assert statuses(results) == [303, 422]
    assert sentence("allocated_meanwhile") in loser(results)
    assert Tie.objects.filter(dossier=enquiry.dossier, to_on=None).count() == 1


@pytest.mark.only_postgres
def test_two_assessing_one_child_make_one_assessment(world: World) -> None:
    child = notified().children.get()

    def assess(*, is_in_danger: bool) -> NotifiedChild:
        given = DangerAssessment(is_in_danger, "Set i dag", NotificationOutcome.OPEN_CASE, "Ringet")
        return intake.assess_danger(
            by=fresh(world.kirsten),
            notified_child=NotifiedChild.objects.get(pk=child.pk),
            assessment=given,
        )

    results = together(
        lambda: assess(is_in_danger=True), lambda: assess(is_in_danger=False), at=NotifiedChild
    )
    assert refused(results).key == "already_assessed"
    (won,) = [one for one in results if isinstance(one, NotifiedChild)]
    assert NotifiedChild.objects.get().is_in_danger == won.is_in_danger


@pytest.mark.only_postgres
def test_two_answering_at_the_weekly_table_make_one_decision(world: World) -> None:
    enquiry = read(world.gry)

    def triage() -> Enquiry:
        found = Enquiry.objects.get(pk=enquiry.pk)
        from_table = accepted_words()
        return intake.triage(by=fresh(world.gry), enquiry=found, decision=from_table)

    assert refused(together(triage, triage, at=Enquiry)).key == "already_triaged"


def accepted_words() -> Any:
    """Return what the table says of a family that is taken in."""
    return decision()


@pytest.mark.only_postgres
def test_two_handing_over_one_enquiry_notify_once(world: World) -> None:
    enquiry = read(world.gry)

    def turn() -> list[Notification]:
        return intake.turn_into_notification(
            by=fresh(world.gry),
            enquiry=Enquiry.objects.get(pk=enquiry.pk),
            children=notification_given().children,
            reasons=notification_given().reasons,
            text="Alene hjemme om natten.",
        )

    assert refused(together(turn, turn, at=Enquiry)).key == "already_handed_over"
    assert Notification.objects.count() == 1


# ---------------------------------------------------------------- notes and the end of a course


@pytest.mark.only_postgres
def test_two_workers_saving_one_planned_note_are_shown_both_versions(world: World) -> None:
    course = a_course(world)
    planned = courses.plan_contact(
        by=fresh(world.dorte), course=course, appointment=appointment(world, date(2026, 11, 23))
    )
    place = f"/kontakter/{planned.public_id}/notat/"

    def write(who: str) -> Any:
        client = signed_in(world.users[who])
        page = client.get(place)
        form = next(f for f in read_forms(page.content) if "text" in f.fields)
        return client.post(place, form.data(text=f"Skrevet af {who}"))

    results = together(lambda: write("dorte"), lambda: write("esben"), at=Course)

    assert statuses(results) == [303, 409]
    assert "Skrevet af dorte" in loser(results)
    assert "Skrevet af esben" in loser(results)
    assert Contact.objects.get(pk=planned.pk).state == ContactState.HELD
    assert Contact.objects.filter(state=ContactState.PLANNED).count() == 1


@pytest.mark.only_postgres
def test_two_saving_one_version_of_a_story_leave_one(world: World) -> None:
    case = a_case(world)

    def write(text: str) -> Case:
        return cases.write_story(
            by=fresh(world.anna),
            case=Case.objects.get(pk=case.pk),
            version=case.version,
            story=text,
            agreed_on=None,
        )

    results = together(lambda: write("Den ene"), lambda: write("Den anden"), at=Case)
    stale = refused(results)
    assert isinstance(stale, Stale)
    assert getattr(stale.current, "story", "") == Case.objects.get().story != ""


@pytest.mark.only_postgres
def test_a_course_closed_while_a_note_is_written_loses_no_note(world: World) -> None:
    course = a_course(world)
    planned = courses.plan_contact(
        by=fresh(world.dorte), course=course, appointment=appointment(world, date(2026, 11, 23))
    )

    def write() -> Contact:
        found = Contact.objects.select_related("course").get(pk=planned.pk)
        return courses.write_contact(
            by=fresh(world.dorte),
            course=found.course,
            note=note(world, date(2026, 11, 23)),
            contact=found,
            version=found.version,
        )

    def close() -> Course:
        found = Course.objects.get(pk=course.pk)
        courses.record_outcome(
            by=fresh(world.anna),
            course=found,
            version=found.version,
            outcome=next(
                iter(course_queries.course_page(found, fresh(world.anna)).programme.outcomes)
            ).key,
        )
        return courses.end_course(
            by=fresh(world.anna),
            course=found,
            version=found.version,
            on=clock.today(),
            reason=CourseEndReason.AS_PLANNED,
        )

    written, closed = together(write, close, at=Course)

    assert isinstance(closed, Course), repr(closed)
    state = Contact.objects.get().state
    if isinstance(written, Exception):
        assert refused([written]).key == "course_ended"
        assert state == ContactState.CANCELLED
    else:
        assert state == ContactState.HELD


@pytest.mark.only_postgres
def test_two_notes_of_the_last_contact_agreed_are_both_kept_and_counted(world: World) -> None:
    day = date(2026, 11, 23)
    course = a_prevention_course(world)
    for week in range(11):
        a_contact(world, course, date(2026, 10, 5) + timedelta(days=week))

    def write(hour: int) -> Contact:
        at = clock.moment(day, hour)
        return courses.write_contact(
            by=fresh(world.nadia),
            course=Course.objects.get(pk=course.pk),
            note=note(world, day, starts_at=at, workers=[world.nadia.pk]),
            form_token=uuid4(),
        )

    results = together(lambda: write(9), lambda: write(14), at=Course)

    assert all(isinstance(one, Contact) for one in results), results
    budget = course_queries.course_page(course, fresh(world.nadia)).standing.contacts
    assert budget.used == Contact.objects.filter(state=ContactState.HELD).count() == 13


@pytest.mark.only_postgres
def test_a_measure_ended_twice_at_once_ends_once(world: World) -> None:
    measure = a_measure(world, screened(world, a_case(world)))

    def end() -> Measure:
        return cases.end_measure(
            by=fresh(world.anna),
            measure=Measure.objects.get(pk=measure.pk),
            on=clock.today(),
            reason=MeasureEndReason.GOALS_REACHED,
        )

    assert refused(together(end, end, at=Case)).key == "already_ended"


# ---------------------------------------------------------------- two add the same person


@pytest.mark.only_postgres
def test_two_who_add_the_same_known_person_at_once_add_one(world: World) -> None:
    case = a_case(world, child="viggo")
    grandmother = register_person(
        by=SYSTEM,
        register=Register.AUTHORITY,
        given_name="Inge",
        family_name="Holm",
        born_on=date(1955, 5, 5),
    )
    around = cases.Around(kind=RelationKind.GRANDPARENT)

    results = together(
        *[
            lambda who=who: cases.add_person(
                by=fresh(who), case=Case.objects.get(pk=case.pk), who=grandmother, around=around
            )
            for who in (world.anna, world.camilla)
        ],
        at=Party,
    )

    assert refused(results).key == "already_there"
    assert Party.objects.filter(person=grandmother).count() == 1
    assert Relation.objects.filter(person=grandmother).count() == 1


@pytest.mark.only_postgres
def test_two_who_write_the_same_new_parent_at_once_write_one(world: World) -> None:
    case = a_case(world, child="viggo")
    page = signed_in(world.anna)
    url = f"/sager/{case.public_id}/personer/ny/"
    sent = {"given_name": "Ny", "family_name": "Far", "kind": "grandparent", "custody": "no"}

    results = together(*[lambda: page.post(url, sent)] * 2, at=Case)

    assert statuses(results) == [303, 422]
    assert sentence("already_there") in loser(results)
    assert Person.objects.filter(family_name="Far").count() == 1
