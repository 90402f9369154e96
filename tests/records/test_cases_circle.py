"""The closed circle: named staff only, with the notification behind the case."""

import pytest

from hjemmebane import clock
from hjemmebane.domain.circle import CircleReason, OpenCircleReason
from hjemmebane.domain.refusals import NotVisible, Refused
from hjemmebane.records.access.models import AuditLine
from hjemmebane.records.cases import actions, queries
from hjemmebane.records.cases.models import Case, CaseCount
from hjemmebane.records.intake.actions import identify_child
from hjemmebane.records.intake.queries import notification_page
from tests.cast import World
from tests.records.cases_story import a_case, fresh
from tests.records.intake_story import ASTA, BIRK, notified

THREATS, MISTAKE = CircleReason.THREATS, OpenCircleReason.MISTAKE


def from_notification(world: World, *children: str) -> list[Case]:
    """Return the cases of the children of one notification."""
    notification = notified(children=(ASTA, BIRK))
    cases = []
    rows = notification.children.order_by("pk")
    for row, child in zip(rows, children or ("selma",), strict=False):
        identify_child(by=world.kirsten, notified_child=row, person=world.persons[child])
        cases.append(
            actions.open_case(
                by=fresh(world.camilla),
                child=world.persons[child],
                family=world.families["holm"],
                aware_on=clock.today(),
                team=world.teams["nord"],
                adviser=world.anna,
                notified_child=row,
            )
        )
    return cases


def sees(world_user: object, case: Case) -> bool:
    try:
        queries.get_case(case.public_id, fresh(world_user))  # type: ignore[arg-type]  # a user
    except NotVisible:
        return False
    return True


def test_a_closed_circle_shuts_out_the_wide_roles_and_keeps_those_named(world: World) -> None:
    [case] = from_notification(world)
    assert sees(world.rune, case)
    actions.close_circle(by=world.camilla, case=case, reason=THREATS)
    assert [sees(user, case) for user in (world.anna, world.camilla, world.rune)] == [
        True,
        True,
        False,
    ]


def test_the_notification_behind_the_case_is_in_the_same_circle(world: World) -> None:
    [case] = from_notification(world)
    assert case.from_dossier is not None
    public_id = case.from_dossier.notification.public_id
    assert notification_page(public_id, fresh(world.kirsten))
    actions.close_circle(by=world.camilla, case=case, reason=THREATS)
    with pytest.raises(NotVisible):
        notification_page(public_id, fresh(world.kirsten))
    assert notification_page(public_id, fresh(world.anna))
    assert notification_page(public_id, fresh(world.camilla))


def test_an_opened_circle_lets_them_in_again_and_both_are_in_the_log(world: World) -> None:
    [case] = from_notification(world)
    actions.close_circle(by=world.camilla, case=case, reason=THREATS, note="en nabo")
    actions.open_circle(by=fresh(world.camilla), case=case, reason=MISTAKE)
    assert sees(world.rune, case)
    lines = AuditLine.objects.filter(action__in=["case.close_circle", "case.open_circle"])
    assert [line.reason for line in lines.order_by("pk")] == [
        "Trusler eller fare for nogen i familien: en nabo",
        "Den blev lukket ved en fejl",
    ]


def test_the_notification_stays_in_a_siblings_circle(world: World) -> None:
    first, second = from_notification(world, "selma", "viggo")
    for case in (first, second):
        actions.close_circle(by=fresh(world.camilla), case=case, reason=THREATS)
    actions.open_circle(by=fresh(world.camilla), case=first, reason=MISTAKE)
    assert first.from_dossier is not None
    first.from_dossier.refresh_from_db()
    assert first.from_dossier.is_restricted


def test_the_counts_follow_the_circle(world: World) -> None:
    case = a_case(world)
    before = set(CaseCount.objects.filter(number__gt=0).values_list("is_restricted", "number"))
    actions.close_circle(by=world.camilla, case=case, reason=THREATS)
    closed = CaseCount.objects.get(is_restricted=True, status=case.status)
    assert closed.number == 1
    actions.open_circle(by=fresh(world.camilla), case=case, reason=MISTAKE)
    after = set(CaseCount.objects.filter(number__gt=0).values_list("is_restricted", "number"))
    assert after == before


def test_an_adviser_does_not_close_the_circle_around_their_own_leader(world: World) -> None:
    case = a_case(world)
    with pytest.raises(Refused):
        actions.close_circle(by=world.anna, case=case, reason=THREATS)
    assert sees(world.camilla, case)


def test_a_circle_is_closed_once_and_opened_once(world: World) -> None:
    case = a_case(world)
    with pytest.raises(Refused, match="circle_open"):
        actions.open_circle(by=world.camilla, case=case, reason=MISTAKE)
    actions.close_circle(by=world.camilla, case=case, reason=THREATS)
    with pytest.raises(Refused, match="circle_closed"):
        actions.close_circle(by=fresh(world.camilla), case=case, reason=THREATS)
