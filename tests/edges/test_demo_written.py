"""The demo as written: one command, nothing twice, and the rights hold on what it wrote."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from hjemmebane import clock
from hjemmebane.domain.access import Register
from hjemmebane.domain.closing_report import draw
from hjemmebane.domain.documents import PassageOrigin
from hjemmebane.domain.refusals import Refused
from hjemmebane.edges.jobs.demo.municipality import make
from hjemmebane.edges.jobs.demo.writing import write
from hjemmebane.records.access.models import AuditLine, Unit, User
from hjemmebane.records.agenda.models import Meeting
from hjemmebane.records.cases.models import Case
from hjemmebane.records.courses.models import Course
from hjemmebane.records.documents.models import Report
from hjemmebane.records.people.models import Person
from hjemmebane.records.people.queries import numbers_of, person_with_number
from hjemmebane.records.reports.queries import closing_facts, readers_of

ANCHOR = date(2026, 11, 24)
pytestmark = pytest.mark.django_db


def demo(*more: str) -> str:
    out = StringIO()
    call_command("demo", "--families", "12", "--anchor", ANCHOR.isoformat(), *more, stdout=out)
    return out.getvalue()


@pytest.fixture
def morning():
    with clock.at(clock.moment(ANCHOR, 9, 30)):
        yield


def user(key: str) -> User:
    return User.objects.get(email=f"{key}@lindeborg.example")


def test_one_command_writes_everything_once_and_says_so():
    assert "rows" in demo()
    counted = Person.objects.count()
    assert "already" in demo()
    assert Person.objects.count() == counted
    assert AuditLine.objects.filter(action="demo.write").count() == 1


def test_outside_the_demo_nothing_is_written(settings):
    settings.DEMO = False
    with pytest.raises(Refused) as refused:
        write(make(1, 12, ANCHOR))
    assert refused.value.key == "only_in_demo"
    assert not Unit.objects.exists()


def test_a_number_is_sealed_and_found_in_its_own_register_alone(morning):
    demo()
    person = Person.objects.filter(register=Register.AUTHORITY).first()
    (number,) = numbers_of(person)
    assert person_with_number(number, Register.AUTHORITY) == person
    assert person_with_number(number, Register.PREVENTION) is None


def test_anna_sees_the_holm_family_and_erik_does_not(morning):
    demo()
    holm = Case.objects.filter(family__name="Holm")
    assert holm.visible_to(user("anna")).count() == 3
    assert not holm.visible_to(user("erik")).exists()
    assert not holm.visible_to(user("sofie")).exists()
    selma = Case.objects.get(child__given_name="Selma", family__name="Holm")
    for key, sees in (("frida", True), ("jonas", True), ("lars_user", False)):
        assert Meeting.objects.filter(dossier=selma.dossier).visible_to(user(key)).exists() is sees


def test_the_berg_mother_sees_her_course_and_the_father_nothing(morning):
    demo()
    course = Course.objects.get(family__name="Berg")
    seen = Course.objects.filter(pk=course.pk)
    assert seen.visible_to(user("ida")).exists()
    assert seen.visible_to(user("nadia")).exists()
    for key in ("karl_user", "anna", "rune", "kirsten"):
        assert not seen.visible_to(user(key)).exists(), key


def test_the_reports_say_what_the_records_would_say_today(morning):
    demo()
    report = Report.objects.order_by("pk").first()
    course = Course.objects.get(pk=report.course_id)
    karen = user("karen")
    drawn = report.passages.filter(origin=PassageOrigin.DRAWN).order_by("order")
    expected = draw(closing_facts(course, karen))
    told = {passage.key: passage.text for passage in drawn}
    assert told == {sentence.key: sentence.text for sentence in expected}
    assert {row.person_id for row in readers_of(course)} == {
        row.person_id for row in report.readings.all()
    }
