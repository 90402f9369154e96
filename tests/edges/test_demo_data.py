"""The bulk writer as run: one action, the demo alone, every row in its place, the cast at home."""

import json
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection

from hjemmebane import catalogue, clock
from hjemmebane.domain.access import Area, Register, UnitKind
from hjemmebane.domain.refusals import Refused
from hjemmebane.edges.jobs.demo.filling import batches, clerk_for
from hjemmebane.edges.jobs.demo.greater import Greater, Scale
from hjemmebane.edges.jobs.demo.writing import first_rows
from hjemmebane.records.access import actions as access
from hjemmebane.records.access import bulk
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import AuditLine, LookupRequest, Unit, User
from hjemmebane.records.access.verifying import verify
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.cases.actions import refresh_all_next_due
from hjemmebane.records.cases.models import Case, Complaint
from hjemmebane.records.cases.queries.approvals import approvals_waiting
from hjemmebane.records.leadership.control import control
from hjemmebane.records.people.models import Person
from hjemmebane.records.people.queries import numbers_of, person_with_number

ANCHOR = date(2026, 11, 24)
CASES = 60
pytestmark = pytest.mark.django_db


def fill(*more: str) -> dict[str, Any]:
    out = StringIO()
    asked = ("--cases", str(CASES), "--anchor", ANCHOR.isoformat(), "--workers", "0")
    call_command("demo_data", *asked, "--long", "0", *more, stdout=out, stderr=StringIO())
    report: dict[str, Any] = json.loads(out.getvalue())
    return report


@pytest.fixture
def morning(settings, tmp_path):
    settings.AUDIT_HEADS_FILE = tmp_path / "heads.txt"
    with clock.at(clock.moment(ANCHOR, 9, 30)):
        yield


def user(key: str) -> User:
    return User.objects.get(email=f"{key}@lindeborg.example")


def indexes_and_keys() -> list[Any]:
    """Return everything the database itself says about its indexes and foreign keys."""
    asked = (
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"
        " UNION SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1, 2"
        if connection.vendor == "postgresql"
        else "SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return list(cursor.fetchall())


def test_as_many_cases_as_asked_for_are_written_by_one_action_and_reported(morning):
    report = fill()
    assert report["cases"] == Case.objects.count() == CASES
    counted = {
        label: apps.get_model(label)._default_manager.count()
        for label in report["rows"]
        if label != "access.AuditLine"
    }
    assert {label: report["rows"][label] for label in counted} == counted
    assert report["rows_in_all"] == sum(report["rows"].values())
    assert report["cases_a_second"] > 0
    assert report["peak_memory_mib"]["writer"] > 0
    assert AuditLine.objects.filter(action="demo.fill").count() == 1
    assert report["rows_sealed"] == AuditLine.objects.count() + LookupRequest.objects.count()
    assert list(verify()) == []


def test_outside_the_demo_nothing_is_written(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="HJEMMEBANE_DEMO"):
        fill()
    assert not Unit.objects.exists()
    assert not AuditLine.objects.exists()


def test_a_municipality_that_is_there_is_left_as_it_is(morning):
    fill("--no-seal")
    with pytest.raises(CommandError, match="already"):
        fill()
    assert Case.objects.count() == CASES


@pytest.mark.parametrize("cases", ["0", "-5", "1000001"])
def test_a_number_of_cases_that_makes_no_sense_is_refused_in_a_sentence(cases):
    with pytest.raises(CommandError, match="CASES must be from 1 to"):
        call_command("demo_data", "--cases", cases)
    assert not Unit.objects.exists()


def test_indexes_and_keys_are_afterwards_what_they_were(morning):
    before = indexes_and_keys()
    assert len(before) > 100
    fill("--no-seal")
    assert indexes_and_keys() == before
    connection.check_constraints()


def test_a_pointer_to_nowhere_is_found_when_the_keys_come_back(morning):
    greater = Greater(Scale(30, 20, 1, ANCHOR))
    broken = next(batches(greater, clerk_for(greater), chunk=40))
    del broken.packed["people.Family"]
    with pytest.raises(IntegrityError):
        bulk.fill_demo(by=SYSTEM, first=first_rows(greater.cast.book), batches=[broken])


def test_what_stops_half_way_leaves_nothing(morning):
    greater = Greater(Scale(30, 20, 1, ANCHOR))

    def stops():
        yield next(batches(greater, clerk_for(greater), chunk=20))
        raise RuntimeError("the power went")

    before = indexes_and_keys()
    with pytest.raises(RuntimeError):
        bulk.fill_demo(by=SYSTEM, first=first_rows(greater.cast.book), batches=stops())
    assert not Unit.objects.exists()
    assert not Case.objects.exists()
    assert indexes_and_keys() == before


def test_life_goes_on_with_ids_above_those_written(morning):
    fill("--no-seal")
    highest = Unit.objects.order_by("-pk")[0].pk
    unit = access.open_unit(
        by=SYSTEM, key="ny", name="Ny enhed", area=Area.AUTHORITY, kind=UnitKind.AUTHORITY
    )
    assert unit.pk > highest
    assert AuditLine.objects.filter(action="unit.open").count() == 1


def test_the_next_day_of_each_case_is_what_the_nightly_job_would_reckon(morning):
    fill("--no-seal")
    unit = Unit.objects.get(key="authority")
    assert refresh_all_next_due(by=SYSTEM, unit=unit) == 0
    assert Case.objects.filter(closed_at__isnull=True).count() > 20


def test_a_partys_clock_whose_time_is_out_is_closed_as_the_night_closes_it(morning):
    fill("--no-seal")
    others = catalogue.current().keys_of_others
    theirs = Obligation.objects.filter(rule_key__in=others, due_at__lt=clock.now())
    assert theirs.exclude(not_applicable_reason="").exists()
    assert not theirs.filter(
        not_applicable_reason="", satisfied_at=None, superseded_by=None
    ).exists()


def test_the_cast_is_at_home_and_each_sees_what_is_theirs(morning):
    fill("--no-seal")
    holm = Case.objects.filter(family__name="Holm")
    assert holm.visible_to(user("anna")).count() == 3
    assert not holm.visible_to(user("sofie")).exists()
    assert not holm.visible_to(user("nadia")).exists()
    everything = Case.objects.exclude(dossier__is_restricted=True)
    assert everything.visible_to(user("rune")).count() == everything.count()
    own = Case.objects.visible_to(user("anna"))
    assert 8 < own.count() < CASES
    team = user("camilla").roles.get().team
    led = Case.objects.filter(dossier__team=team, dossier__is_restricted=False)
    assert Case.objects.visible_to(user("camilla")).count() == led.count()


def test_a_number_written_in_bulk_is_sealed_and_found_in_its_own_register_alone(morning):
    fill("--no-seal")
    for register in Register:
        person = Person.objects.filter(register=register).order_by("-pk")[0]
        (number,) = numbers_of(person)
        assert person_with_number(number, register) == person
        (other,) = [one for one in Register if one != register]
        assert person_with_number(number, other) != person


def test_moments_texts_and_truths_come_back_as_they_were_told(morning):
    fill("--no-seal")
    greater = Greater(Scale(CASES, 20, 1, ANCHOR))
    clerk = clerk_for(greater)
    first = clerk.begins["cases.Case"]
    book = greater.family(9)
    told = book.of("cases.Case")[0]
    kept = Case.objects.get(public_id=told["public_id"])
    assert kept.pk >= first
    assert (kept.opened_at, kept.aware_on) == (told["opened_at"], told["aware_on"])
    assert (kept.closed_at, kept.weight) == (told["closed_at"], told["weight"])
    assert kept.child.given_name == book.of("people.Person")[told["child_id"] - 1]["given_name"]
    dossier = book.of("access.Dossier")[told["dossier_id"] - 1]
    assert kept.dossier.is_restricted is dossier["is_restricted"]
    screening = book.of("cases.Screening")[0]
    assert kept.screening.decided_at == screening["decided_at"]


def test_a_text_with_tabs_and_backslashes_is_packed_whole(morning):
    rows = [
        {"id": 1, "public_id": None, "key": "a", "name": "a\tb\\c\nd", "kind": UnitKind.AUTHORITY}
    ]
    packed = bulk.pack("access.Unit", rows)
    if isinstance(packed, bytes):
        assert b"a\\tb\\\\c\\nd" in packed
        assert packed.count(b"\n") == 1
    else:
        assert packed[0][3] == "a\tb\\c\nd"


def test_only_the_system_may_fill(morning):
    greater = Greater(Scale(30, 20, 1, ANCHOR))
    bulk.fill_demo(by=SYSTEM, first=first_rows(greater.cast.book), batches=[])
    with pytest.raises(Refused):
        bulk.fill_demo(by=user("rune"), first=[], batches=[])
    assert clock.now() - AuditLine.objects.latest("pk").at < timedelta(minutes=1)


def test_the_demo_shows_a_decision_that_waits_and_a_complaint_whose_weeks_run(
    morning: None,
) -> None:
    fill()

    (row,) = approvals_waiting(user("camilla")).rows
    assert (row.measure, row.waited_days, row.is_old) == ("Støtteophold", 4, True)
    complaint = Complaint.objects.get()
    assert not complaint.is_late
    (ours,) = Obligation.objects.filter(rule_key="K2", about_id=complaint.public_id)
    assert ours.satisfied_at is None


def test_what_the_filled_town_keeps_is_what_its_events_give(morning: None) -> None:
    fill()
    named = [
        (dossier, one.rule.key, one.kind.value, one.by_events, one.as_kept)
        for dossier, found in control()
        for one in found
    ]
    assert named == []
    assert Obligation.objects.count() > CASES
