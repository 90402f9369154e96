"""A notification's moment and a decision's day told anew: reckoned again, and the old readable."""

from datetime import date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.cases import NotifiedHow
from hjemmebane.domain.corrections import CorrectionReason
from hjemmebane.domain.deadlines import ObligationState
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.intake import ConcernSource, DangerAssessment, NotificationOutcome
from hjemmebane.domain.refusals import Refused, Stale
from hjemmebane.records.access.models import AuditLine, User
from hjemmebane.records.agenda import queries as agenda
from hjemmebane.records.agenda.actions import Why
from hjemmebane.records.agenda.models import EventCorrection, Obligation
from hjemmebane.records.agenda.queries.reckoning import state_of
from hjemmebane.records.cases import actions
from hjemmebane.records.cases.models import Case, Decision
from hjemmebane.records.intake import actions as intake
from hjemmebane.records.intake.models import Notification
from tests.cast import World, signed_in
from tests.records.cases_story import a_case, a_decision, fresh
from tests.records.control_story import PLACEMENT, a_plan, assert_alike, later, note
from tests.records.intake_story import ASTA, BIRK, notified

TYPED = Why(CorrectionReason.TYPED_WRONG)
PAPERS = Why(CorrectionReason.PAPERS, "Brevet er stemplet dagen før")


# --- A notification


def assessed(world: World) -> Notification:
    """Return a notification of two children, received five hours ago, both assessed just now."""
    made = notified(children=(ASTA, BIRK), minutes_ago=300)
    for child in made.children.order_by("pk"):
        intake.assess_danger(
            by=fresh(world.kirsten),
            notified_child=child,
            assessment=DangerAssessment(
                is_in_danger=False, text="Ingen fare nu", outcome=NotificationOutcome.NO_FURTHER
            ),
        )
    return made


def corrected(
    world: World, made: Notification, hours: float, why: Why = PAPERS, by: User | None = None
) -> Notification:
    now = Notification.objects.get(pk=made.pk)
    return intake.correct_notification(
        by=fresh(by or world.kirsten),
        notification=now,
        version=now.version,
        received_at=now.received_at + timedelta(hours=hours),
        concern_source=ConcernSource(now.concern_source),
        why=why,
    )


def clocks(made: Notification, rule: str = "U1") -> list[Obligation]:
    rows = Obligation.objects.current().filter(dossier=made.dossier, rule_key=rule)
    return list(rows.order_by("pk"))


def test_a_notification_that_came_a_day_before_makes_both_childrens_clocks_late_for_good(
    world: World,
) -> None:
    made = assessed(world)
    assert {state_of(row, clock.now()) for row in clocks(made)} == {ObligationState.MET}
    corrected(world, made, -24)
    rows = clocks(made)
    assert [state_of(row, clock.now()) for row in rows] == [ObligationState.MET_LATE] * 2
    assert {row.corrected_reason for row in rows} == {
        "Papirerne viser noget andet: Brevet er stemplet dagen før"
    }
    assert {row.trigger_at for row in rows} == {made.received_at - timedelta(hours=24)}
    for row in rows:
        page = agenda.explain_obligation(row.public_id, fresh(world.kirsten), clock.now())
        assert [old.state for old in page.earlier] == [ObligationState.MET]
    assert_alike()


def test_the_receipt_is_reckoned_from_the_right_moment_too(world: World) -> None:
    made = assessed(world)
    (before,) = clocks(made, "U2")
    corrected(world, made, -72)
    (now,) = clocks(made, "U2")
    assert now.due_at < before.due_at
    assert_alike()


def test_a_notification_corrected_twice_has_both_moments_in_its_history(world: World) -> None:
    made = assessed(world)
    corrected(world, made, -24)
    corrected(world, made, 23, TYPED)
    assert [row.generation for row in clocks(made)] == [3, 3]
    assert {state_of(row, clock.now()) for row in clocks(made)} == {ObligationState.MET}
    told = [datetime.fromisoformat(row.was) for row in EventCorrection.objects.order_by("pk")]
    assert told == [made.received_at, made.received_at - timedelta(hours=24)]
    assert_alike()


def test_what_stood_before_is_read_on_the_notification_with_why_and_by_whom(world: World) -> None:
    made = assessed(world)
    client = signed_in(world.kirsten)
    address = reverse("staff:notification", args=[made.public_id])
    shown = BeautifulSoup(client.get(address).content, "html.parser")
    link = shown.find("a", string="Ret, hvornår den kom, eller hvem den kom fra")
    form = BeautifulSoup(client.get(link["href"]).content, "html.parser")
    sent = client.post(
        link["href"],
        {
            "version": form.find(id="id_version")["value"],
            "on": "2026-11-23",
            "at": "20:15",
            "concern_source": "health_visiting",
            "reason": "came_elsewhere",
            "text": "Sundhedsplejen fik den",
        },
    )
    assert (sent.status_code, sent["Location"]) == (303, address)
    page = client.get(address).content.decode()
    assert "Den kom først et andet sted i kommunen: Sundhedsplejen fik den" in page
    assert "rettet til" in page
    assert "Hvem bekymringen kom fra:" in page
    made.refresh_from_db()
    assert made.received_at == clock.moment(date(2026, 11, 23), 20, 15)
    assert made.concern_source == ConcernSource.HEALTH_VISITING


def test_whom_it_came_from_is_corrected_without_moving_a_clock(world: World) -> None:
    made = assessed(world)
    before = [(row.pk, row.due_at) for row in clocks(made)]
    now = Notification.objects.get(pk=made.pk)
    intake.correct_notification(
        by=fresh(world.kirsten),
        notification=now,
        version=now.version,
        received_at=now.received_at,
        concern_source=ConcernSource.NETWORK,
        why=TYPED,
    )
    assert [(row.pk, row.due_at) for row in clocks(made)] == before
    assert EventCorrection.objects.get().became == "network"


@pytest.mark.parametrize(
    ("hours", "key"),
    [
        (0, "nothing_corrected"),
        (4.99, "received_after_answer"),
        (6, "received_at_impossible"),
        (-24 * 400, "received_at_impossible"),
    ],
)
def test_a_moment_that_cannot_be_is_refused_and_changes_nothing(
    world: World, hours: float, key: str
) -> None:
    made = notified(children=(ASTA,), minutes_ago=300)
    (child,) = made.children.all()
    with clock.at(clock.now() - timedelta(hours=1)):
        intake.assess_danger(
            by=fresh(world.kirsten),
            notified_child=child,
            assessment=DangerAssessment(
                is_in_danger=False, text="Ingen fare", outcome=NotificationOutcome.NO_FURTHER
            ),
        )
    hours = hours - 0.5 if key == "received_after_answer" else hours
    with pytest.raises(Refused, match=key):
        corrected(world, made, hours)
    assert Notification.objects.get(pk=made.pk).received_at == made.received_at
    assert not EventCorrection.objects.exists()
    assert {row.generation for row in clocks(made)} == {1}


def test_a_correction_read_at_an_older_version_is_told_so(world: World) -> None:
    made = assessed(world)
    corrected(world, made, -1)
    with pytest.raises(Stale):
        intake.correct_notification(
            by=fresh(world.kirsten),
            notification=Notification.objects.get(pk=made.pk),
            version=made.version,
            received_at=made.received_at - timedelta(hours=2),
            concern_source=ConcernSource(made.concern_source),
            why=TYPED,
        )


def test_who_has_no_part_in_the_notification_does_not_correct_it(world: World) -> None:
    made = assessed(world)
    for user in (world.dorte, world.erik, world.nadia):
        with pytest.raises(Refused):
            corrected(world, made, -1, by=user)
    assert not EventCorrection.objects.exists()


# --- A decision


def day_corrected(
    world: World, made: Decision, on: date, why: Why = PAPERS, by: User | None = None
) -> Decision:
    return actions.correct_decision_date(
        by=fresh(by or world.anna), decision=Decision.objects.get(pk=made.pk), on=on, why=why
    )


def of(made: Decision) -> list[Obligation]:
    rows = Obligation.objects.current().filter(about_id=made.public_id)
    return list(rows.order_by("rule_key", "pk"))


def test_a_decisions_day_moves_every_clock_it_began_and_keeps_what_stood(world: World) -> None:
    case = a_case(world)
    with later(30):
        made = a_decision(world, case, **PLACEMENT)
        before = {row.rule_key: row for row in of(made)}
        assert before
        was, on = made.decided_on, made.decided_on - timedelta(days=10)
        day_corrected(world, made, on)
        now = {row.rule_key: row for row in of(made)}
        assert now.keys() == before.keys()
        assert {local_day(row.trigger_at) for row in now.values()} == {on}
        assert all(now[key].due_at < before[key].due_at for key in now)
        for row in now.values():
            page = agenda.explain_obligation(row.public_id, fresh(world.anna), clock.now())
            assert len(page.earlier) == 1
        kept = EventCorrection.objects.get()
        assert (kept.was, kept.became) == (was.isoformat(), on.isoformat())
        assert Case.objects.get(pk=case.pk).next_due_at == min(
            row.due_at for row in Obligation.objects.unsettled().ours().filter(dossier=case.dossier)
        )
        assert_alike()


def test_a_plan_made_in_time_is_seen_as_late_when_the_decision_was_earlier(world: World) -> None:
    case = a_case(world, aware_on=clock.today() - timedelta(days=60))
    made = a_decision(world, case, is_plan_needed=True)
    with later(60):
        a_plan(world, case)
    with later(70):
        assert {state_of(row, clock.now()) for row in of(made)} == {ObligationState.MET}
        day_corrected(world, made, made.decided_on - timedelta(days=45))
        assert {state_of(row, clock.now()) for row in of(made)} == {ObligationState.MET_LATE}
        assert_alike()


def test_a_decision_moved_past_the_plan_is_no_longer_met_by_it(world: World) -> None:
    case = a_case(world)
    made = a_decision(world, case, is_plan_needed=True)
    with later(5):
        a_plan(world, case)
    with later(20):
        assert all(row.satisfied_at for row in of(made))
        day_corrected(world, made, made.decided_on + timedelta(days=10))
        assert not any(row.satisfied_at for row in of(made))
        assert_alike()


def test_an_application_is_answered_on_the_decisions_right_day_or_not_at_all(world: World) -> None:
    case = a_case(world)

    def answer() -> Obligation:
        (row,) = Obligation.objects.current().filter(dossier=case.dossier, rule_key="L1-L30")
        return row

    with later(10):
        note(world, case, EventKind.APPLICATION_RECEIVED, measure_key="konsulentbistand")
    with later(25):
        made = a_decision(world, case, measure_key="konsulentbistand", ladder_step="2")
        assert answer().satisfied_at == clock.midnight(made.decided_on)
    with later(30):
        day_corrected(world, made, made.decided_on - timedelta(days=4))
        assert answer().satisfied_at == clock.midnight(made.decided_on - timedelta(days=4))
        assert_alike()
        day_corrected(world, made, made.decided_on - timedelta(days=20), TYPED)
        assert answer().satisfied_at is None
        assert EventCorrection.objects.count() == 2
        assert_alike()


def test_what_stood_before_is_read_at_the_decision(world: World) -> None:
    case = a_case(world)
    made = a_decision(world, case)
    address = reverse("staff:decision_correct", args=[case.public_id, made.public_id])
    client = signed_in(world.anna)
    on = made.decided_on - timedelta(days=2)
    given = {"on": on.isoformat(), "reason": "papers", "text": "Protokollen"}
    assert client.post(address, given).status_code == 303
    assert client.post(address, given).status_code == 422
    page = client.get(reverse("staff:case", args=[case.public_id])).content.decode()
    assert "Dagen var 24. november 2026. Papirerne viser noget andet: Protokollen." in page
    [line] = AuditLine.objects.filter(action="decision.correct_date")
    assert line.reason == "papers"


def test_a_day_that_what_followed_speaks_against_is_refused(world: World) -> None:
    case = a_case(world)
    made = a_decision(world, case)
    with later(10):
        anna, started_on = fresh(world.anna), made.decided_on + timedelta(days=2)
        actions.start_measure(
            by=anna,
            decision=Decision.objects.get(pk=made.pk),
            provider_unit=world.units["provider"],
            started_on=started_on,
        )
        given_on = made.decided_on + timedelta(days=1)
        actions.give_decision(
            by=anna,
            decision=Decision.objects.get(pk=made.pk),
            on=given_on,
            how=NotifiedHow.LETTER,
        )
        told = {
            made.decided_on: "nothing_corrected",
            made.decided_on + timedelta(days=2): "after_notified",
            clock.today() + timedelta(days=1): "in_the_future",
            date(2023, 12, 31): "other_law_that_day",
        }
        for on, key in told.items():
            with pytest.raises(Refused, match=key):
                day_corrected(world, made, on)
        with pytest.raises(Refused, match="not_allowed"):
            day_corrected(world, made, made.decided_on - timedelta(days=1), by=world.erik)
        assert not EventCorrection.objects.exists()
        assert Decision.objects.get(pk=made.pk).decided_on == made.decided_on
