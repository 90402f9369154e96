"""Two at once around consent, emergency access, receipts, tasks and jobs: one write stands."""

from datetime import date, timedelta
from typing import Any

import pytest

from hjemmebane import clock
from hjemmebane.domain.access import BreakGlassReason
from hjemmebane.domain.documents import JobKind, JobState
from hjemmebane.domain.people import ConsentHow, DisclosureGround
from hjemmebane.domain.refusals import Refused, Stale
from hjemmebane.records.access import actions as access
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import BreakGlass, Dossier, Tie
from hjemmebane.records.agenda import actions as agenda
from hjemmebane.records.agenda.models import Task
from hjemmebane.records.documents import actions as documents
from hjemmebane.records.documents.models import JobProgress, Report
from hjemmebane.records.intake import actions as intake
from hjemmebane.records.intake.models import Notification
from hjemmebane.records.people import actions as people
from hjemmebane.records.people.models import Consent, Disclosure
from hjemmebane.ui.refusals import sentence
from tests.cast import World, signed_in
from tests.records.cases_story import fresh
from tests.records.intake_story import notified
from tests.records.two_at_once import loser, refused, statuses, together

pytestmark = pytest.mark.django_db(transaction=True)


def a_consent(world: World, **more: Any) -> Consent:
    """Return Frida's consent that Selma's goals are told to the school."""
    return people.give_consent(
        by=fresh(world.anna),
        person=world.frida_holm,
        about=world.selma,
        dossier=Dossier.objects.get(pk=world.dossiers["selma_case"].pk),
        to_unit=world.units["school"],
        what="Selmas mål i skolen",
        purpose="Fælles plan",
        until_on=clock.today() + timedelta(days=90),
        how=ConsentHow.SPOKEN,
        **more,
    )


def tell_the_school(world: World, consent: Consent) -> Disclosure:
    """Tell the school on a consent."""
    return people.disclose(
        by=fresh(world.anna),
        ground=DisclosureGround.CONSENT,
        dossier=world.dossiers["selma_case"],
        to_unit=world.units["school"],
        what="Selmas mål",
        person=world.selma,
        consent=Consent.objects.get(pk=consent.pk),
    )


@pytest.mark.only_postgres
def test_a_consent_withdrawn_while_something_is_told_on_it_decides(world: World) -> None:
    consent = a_consent(world)

    def withdraw() -> Consent:
        return people.withdraw_consent(
            by=fresh(world.anna), consent=Consent.objects.get(pk=consent.pk)
        )

    withdrawn, told = together(withdraw, lambda: tell_the_school(world, consent), at=Consent)

    assert isinstance(withdrawn, Consent), repr(withdrawn)
    made, at = Disclosure.objects.first(), Consent.objects.get().withdrawn_at
    if isinstance(told, Exception):
        assert refused([told]).key == "no_ground"
        assert made is None
    else:
        assert made is not None
        assert made.at <= at


@pytest.mark.only_postgres
def test_nothing_is_told_on_a_consent_that_another_has_just_withdrawn(world: World) -> None:
    """The one who tells read it while it was good, and waits for the one who withdraws."""
    consent = a_consent(world)
    seen_while_good = Consent.objects.get(pk=consent.pk)
    people.withdraw_consent(by=fresh(world.anna), consent=consent)

    with pytest.raises(Refused) as refusal:
        people.disclose(
            by=fresh(world.anna),
            ground=DisclosureGround.CONSENT,
            dossier=world.dossiers["selma_case"],
            to_unit=world.units["school"],
            what="Selmas mål",
            person=world.selma,
            consent=seen_while_good,
        )
    assert refusal.value.key == "no_ground"
    assert not Disclosure.objects.exists()


@pytest.mark.only_postgres
def test_a_consent_sent_twice_at_once_is_one(world: World) -> None:
    results = together(lambda: a_consent(world), lambda: a_consent(world), at=Dossier)
    assert refused(results).key == "already_saved"
    assert Consent.objects.count() == 1


@pytest.mark.only_postgres
def test_a_consent_withdrawn_twice_at_once_is_withdrawn_once(world: World) -> None:
    consent = a_consent(world)

    def withdraw() -> Any:
        return signed_in(world.anna).post(f"/samtykker/{consent.public_id}/traek/")

    results = together(withdraw, withdraw, at=Consent)
    assert statuses(results) == [303, 422]
    assert sentence("consent_already_withdrawn") in loser(results)


@pytest.mark.only_postgres
def test_emergency_access_asked_for_twice_at_once_is_opened_once(world: World) -> None:
    def break_glass() -> BreakGlass:
        return access.break_glass(
            by=fresh(world.erik),
            dossier=Dossier.objects.get(pk=world.dossiers["selma_case"].pk),
            reason=BreakGlassReason.ACUTE,
            text="",
        )

    assert refused(together(break_glass, break_glass, at=Dossier)).key == "glass_already_broken"
    assert BreakGlass.objects.count() == 1
    assert Tie.objects.filter(user=world.erik).count() == 1


@pytest.mark.only_postgres
def test_emergency_access_seen_by_two_leaders_at_once_is_seen_by_one(world: World) -> None:
    opened = access.break_glass(
        by=fresh(world.erik),
        dossier=world.dossiers["selma_case"],
        reason=BreakGlassReason.ACUTE,
        text="",
    )

    def see(who: str) -> BreakGlass:
        row = BreakGlass.objects.get(pk=opened.pk)
        return access.see_break_glass(by=fresh(world.users[who]), opened=row)

    results = together(lambda: see("camilla"), lambda: see("rune"), at=BreakGlass)
    assert refused(results).key == "already_seen"
    (won,) = [one for one in results if isinstance(one, BreakGlass)]
    assert BreakGlass.objects.get().seen_by_id == won.seen_by_id


@pytest.mark.only_postgres
def test_two_receipts_of_one_notification_are_one(world: World) -> None:
    notification = notified()

    def send() -> Notification:
        return intake.send_receipt(
            by=fresh(world.kirsten),
            notification=Notification.objects.get(pk=notification.pk),
        )

    assert refused(together(send, send, at=Notification)).key == "receipt_already_sent"


@pytest.mark.only_postgres
def test_one_task_taken_by_two_workers_is_done_once(world: World) -> None:
    task = agenda.add_task(
        by=fresh(world.anna),
        dossier=world.dossiers["selma_case"],
        title="Ring til skolen",
        owner=world.anna,
        due_on=date(2026, 12, 1),
    )

    def finish() -> Task:
        row = Task.objects.get(pk=task.pk)
        return agenda.finish_task(by=fresh(world.anna), task=row, version=task.version)

    results = together(finish, finish, at=Task)
    assert isinstance(refused(results), Stale)
    assert Task.objects.get().version == task.version + 1


@pytest.mark.only_postgres
def test_a_task_sent_twice_at_once_is_one(world: World) -> None:
    def add() -> Task:
        return agenda.add_task(
            by=fresh(world.anna),
            dossier=Dossier.objects.get(pk=world.dossiers["selma_case"].pk),
            title="Ring til skolen",
            owner=world.anna,
        )

    assert refused(together(add, add, at=Dossier)).key == "already_saved"
    assert Task.objects.count() == 1


# ---------------------------------------------------------------- jobs


@pytest.fixture
def report(world: World, free_hand: None) -> Report:
    """Return a draft of a report that Dorte works on."""
    return Report.objects.create(
        dossier=world.dossiers["selma_case"],
        course_id=77,
        title="Afsluttende status",
        created_at=clock.now(),
        created_by=world.dorte,
    )


def order(world: World, report: Report) -> JobProgress:
    """Order the report's files."""
    row = Report.objects.get(pk=report.pk)
    return documents.order_job(by=fresh(world.dorte), kind=JobKind.REPORT_FILES, subject=row)


@pytest.mark.only_postgres
def test_a_job_ordered_twice_at_once_is_one(world: World, report: Report) -> None:
    one, two = together(lambda: order(world, report), lambda: order(world, report), at=Report)
    assert one.pk == two.pk
    assert JobProgress.objects.count() == 1


@pytest.mark.only_postgres
def test_a_job_taken_by_two_workers_at_once_is_done_by_one(world: World, report: Report) -> None:
    job = order(world, report)

    def take() -> bool:
        return documents.start_job(by=SYSTEM, job=JobProgress.objects.get(pk=job.pk))

    assert sorted(together(take, take, at=JobProgress)) == [False, True]
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.RUNNING, 1)
