"""Opening a case: dossier, adviser, parties, siblings, and the four months."""

from datetime import date, datetime, timedelta

import pytest

from hjemmebane import clock
from hjemmebane.domain.access import Register, RoleKey, UserKind
from hjemmebane.domain.case_status import CaseStatus
from hjemmebane.domain.people import PartyRole
from hjemmebane.domain.refusals import NotVisible, Refused
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import AuditLine, RoleAssignment, Tie, User
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.cases import actions, queries
from hjemmebane.records.cases.models import Case
from hjemmebane.records.intake.actions import identify_child
from hjemmebane.records.people.models import Party
from tests.cast import STAFF, World
from tests.records.cases_story import a_case, fresh
from tests.records.intake_story import ASTA, BIRK, notified

AWARE = date(2026, 11, 17)


def test_opening_a_case_ties_the_adviser_and_adds_the_parties(world: World) -> None:
    case = a_case(world, child="oliver")
    places = dict(Party.objects.filter(dossier=case.dossier).values_list("person_id", "role"))
    assert places == {
        world.oliver.pk: "child",
        world.frida_holm.pk: "custody_parent",
        world.lars.pk: "parent",
    }
    assert Tie.objects.filter(dossier=case.dossier, user=world.anna, relation="adviser").exists()


def test_the_four_months_run_from_the_day_the_municipality_became_aware(world: World) -> None:
    case = a_case(world, aware_on=AWARE)
    row = Obligation.objects.get(dossier=case.dossier, rule_key="B1")
    assert row.due_at.astimezone(clock.ZONE).date() == date(2027, 3, 17)
    assert row.responsible == world.anna
    case.refresh_from_db()
    assert case.next_due_at == row.due_at


def test_the_law_of_an_old_case_is_the_law_of_its_own_day(world: World) -> None:
    case = a_case(world, aware_on=date(2023, 12, 31))
    row = Obligation.objects.get(dossier=case.dossier, rule_key="B1")
    assert row.rule_version == 1


def test_a_child_has_one_open_case(world: World) -> None:
    a_case(world)
    with pytest.raises(Refused) as refusal:
        a_case(world)
    assert refusal.value.key == "case_already_open"
    assert Case.objects.count() == 1


def test_siblings_cases_are_found_through_the_family(world: World) -> None:
    selma, viggo = a_case(world, child="selma"), a_case(world, child="viggo")
    reader = fresh(world.anna)
    rows = queries.siblings_cases(queries.get_case(selma.public_id, reader), reader)
    assert [row.public_id for row in rows] == [str(viggo.public_id)]


def notified_case(world: World, who: str = "anna", team: str = "nord", child: int = 0) -> Case:
    """Return a case opened about a child of a notification that named two."""
    if "notification" not in world.more:
        world.more["notification"] = notified(children=(ASTA, BIRK))
    named = world.notification.children.order_by("pk")[child]
    identify_child(
        by=fresh(world.kirsten),
        notified_child=named,
        given_name=named.name_given,
        family_name="Krog",
        born_on=named.born_on_given or date(2019, 1, 1),
    )
    return actions.open_case_for_child(
        by=fresh(world.kirsten),
        notified_child=named,
        aware_on=AWARE,
        team=world.teams[team],
        adviser=world.users[who],
    )


def reads_concern(case: Case, user: User) -> bool:
    """Return whether a user reads the notification behind a case."""
    try:
        return queries.concern_behind(case, fresh(user)) is not None
    except NotVisible:
        return False


def test_the_notification_behind_a_case_is_read_by_its_adviser_and_their_leader(
    world: World,
) -> None:
    case = notified_case(world)
    readers = {who for who in STAFF if reads_concern(case, world.users[who])}
    assert readers == {"anna", "camilla", "kirsten", "rune"}


def test_a_second_childs_team_reads_the_same_notification(world: World, free_hand: None) -> None:
    syd = User.objects.create(email="siv@lindeborg.example", name="Siv", kind=UserKind.STAFF)
    RoleAssignment.objects.create(
        user=syd, role=RoleKey.TEAM_LEADER, team=world.teams["syd"], from_on=AWARE
    )
    case = notified_case(world)
    assert not reads_concern(case, syd)
    other = notified_case(world, "erik", "syd", child=1)
    assert reads_concern(other, syd)
    assert reads_concern(other, world.erik)
    assert reads_concern(case, world.camilla)


def test_a_new_adviser_takes_over_the_notification_with_the_case(world: World) -> None:
    case = notified_case(world)
    with clock.at(clock.now() + timedelta(days=1)):
        actions.set_adviser(by=fresh(world.camilla), case=case, adviser=world.bo)
        assert reads_concern(case, world.bo)
    with clock.at(clock.now() + timedelta(days=2)):
        assert not Tie.objects.filter(
            user=world.anna, dossier=case.from_dossier, to_on__isnull=True
        ).exists()


def test_the_adviser_of_the_other_child_keeps_the_notification(world: World) -> None:
    case = notified_case(world)
    notified_case(world, child=1)
    actions.set_adviser(by=fresh(world.camilla), case=case, adviser=world.bo)
    running = Tie.objects.filter(dossier=case.from_dossier, relation="adviser", to_on=None)
    assert set(running.values_list("user__name", flat=True)) == {"Anna Lund", "Bo Madsen"}


def test_an_adviser_of_another_team_does_not_find_the_case(world: World) -> None:
    case = a_case(world)
    with pytest.raises(NotVisible):
        queries.get_case(case.public_id, fresh(world.erik))
    assert queries.cases_list(fresh(world.erik)).rows == ()


def test_the_head_of_the_provider_knows_the_case_exists_but_not_what_it_holds(
    world: World,
) -> None:
    case = a_case(world)
    with pytest.raises(NotVisible):
        queries.get_case(case.public_id, fresh(world.pia))


@pytest.mark.parametrize("day", [date(2010, 1, 1), date(9999, 12, 31), date(2026, 11, 25)])
def test_a_day_that_cannot_be_right_opens_nothing(world: World, day: date) -> None:
    lines = AuditLine.objects.count()
    with pytest.raises(Refused):
        a_case(world, aware_on=day)
    assert (Case.objects.count(), AuditLine.objects.count()) == (0, lines)


def test_no_case_is_opened_about_a_child_of_the_prevention_register(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        actions.open_case(
            by=world.camilla,
            child=world.noah,
            family=world.families["berg"],
            aware_on=AWARE,
            team=world.teams["nord"],
            adviser=world.anna,
        )
    assert refusal.value.key == "other_register"


def test_a_known_number_is_the_child_and_no_second_person_is_made(world: World) -> None:
    case = actions.open_case_for_child(
        by=world.camilla,
        given_name="Frida",
        family_name="Holm",
        born_on=date(1988, 5, 2),
        cpr="0245880000",
        aware_on=AWARE,
        team=world.teams["nord"],
        adviser=world.anna,
    )
    assert case.child == world.frida_holm
    assert case.family == world.families["holm"]
    assert case.child.register == Register.AUTHORITY


def test_the_list_is_walked_page_by_page_without_loss(world: World) -> None:
    for child in ("selma", "viggo", "oliver"):
        a_case(world, child=child, aware_on=AWARE)
    reader = fresh(world.anna)
    seen: list[str] = []
    after = ""
    for _ in range(3):
        page = queries.cases_list(reader, after, limit=1)
        seen += [row.public_id for row in page.rows]
        after = page.after
    assert sorted(seen) == sorted(str(c.public_id) for c in Case.objects.all())
    assert after == ""


def test_a_place_that_no_page_ended_at_shows_the_first_page(world: World) -> None:
    a_case(world)
    for nonsense in ("x", "2026-01-01|1", "|", "9999-99-99T00:00:00+01:00|7", "0|" + "9" * 40):
        assert len(queries.cases_list(fresh(world.anna), nonsense).rows) == 1


def test_a_case_with_a_nearer_deadline_stands_first(world: World) -> None:
    late = a_case(world, child="selma", aware_on=AWARE)
    early = a_case(world, child="viggo", aware_on=AWARE - timedelta(days=40))
    rows = queries.cases_list(fresh(world.anna)).rows
    assert [row.public_id for row in rows] == [str(early.public_id), str(late.public_id)]
    assert isinstance(rows[0].next_due_at, datetime)


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (CaseStatus.HELP, "status_needs_measure"),
        (CaseStatus.CLOSED, "status_closes_with_reason"),
    ],
)
def test_a_case_is_not_opened_where_it_cannot_stand(
    world: World, status: CaseStatus, why: str
) -> None:
    before = Case.objects.count()
    child = actions.PersonGiven(PartyRole.CHILD, given_name="Alma", family_name="Zalma")
    with pytest.raises(Refused, match=why):
        actions.open_whole_case(
            by=SYSTEM,
            persons=[child],
            aware_on=AWARE,
            team=world.teams["nord"],
            adviser=world.anna,
            status=status,
        )
    assert Case.objects.count() == before
