"""Actions: one transaction, one person, one line in the log, or nothing at all."""

from contextlib import suppress

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.transaction import TransactionManagementError

from hjemmebane.domain.access import BreakGlassReason, RoleKey
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access import actions as access
from hjemmebane.records.access.acting import (
    PUBLIC,
    SYSTEM,
    Actor,
    NoActor,
    Unlogged,
    action,
    log,
)
from hjemmebane.records.access.guard import UnguardedWrite, writing
from hjemmebane.records.access.models import AuditLine, Unit, User
from hjemmebane.records.access.queries import break_glass_for
from hjemmebane.records.people.reach import reach_of
from tests.cast import LONG_AGO, World


def test_a_write_outside_an_action_is_refused(world: World) -> None:
    with pytest.raises(UnguardedWrite), transaction.atomic():
        Unit.objects.filter(key="school").update(name="Noget andet")
    assert Unit.objects.get(key="school").name == "Engskolen"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE access_unit SET name = 'x'",
        "DELETE FROM access_unit",
        "INSERT OR REPLACE INTO access_unit (name) VALUES ('x')",
        "WITH a AS (SELECT 1) UPDATE access_unit SET name = 'x'",
    ],
)
def test_raw_writes_are_refused_too(world: World, sql: str) -> None:
    with pytest.raises(UnguardedWrite), connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_action_that_forgets_to_log_is_rolled_back(world: World) -> None:
    @action("unit.open")
    def careless(*, by: object) -> None:
        Unit.objects.filter(key="school").update(name="Uden spor")

    with pytest.raises(Unlogged):
        careless(by=SYSTEM)
    assert Unit.objects.get(key="school").name == "Engskolen"


def test_an_action_names_who_acts_and_what_it_is_about(world: World) -> None:
    access.restrict(by=world.camilla, dossier=world.dossiers["selma_case"], reason="kendt familie")
    line = AuditLine.objects.order_by("-pk")[0]
    assert (line.action, line.by_id) == ("dossier.restrict", world.camilla.pk)
    assert line.about_id == str(world.dossiers["selma_case"].public_id)


def test_an_action_without_a_person_is_refused(world: World) -> None:
    with pytest.raises(NoActor):
        access.restrict(by=None, dossier=world.dossiers["selma_case"], reason="")  # type: ignore[arg-type]


def test_a_role_without_the_right_is_refused_and_nothing_is_written(world: World) -> None:
    before = AuditLine.objects.count()
    for who in (world.dorte, world.ivan, world.frida, PUBLIC):
        with pytest.raises(Refused, match="not_allowed"):
            access.restrict(by=who, dossier=world.dossiers["selma_case"], reason="x")
    assert AuditLine.objects.count() == before


def test_nested_actions_write_a_line_each_in_one_transaction(world: World) -> None:
    before = AuditLine.objects.count()
    access.break_glass(
        by=world.erik, dossier=world.dossiers["selma_case"], reason=BreakGlassReason.ACUTE, text=""
    )
    actions = AuditLine.objects.order_by("pk").values_list("action", flat=True)[before:]
    assert list(actions) == ["tie.make", "dossier.break_glass"]


def test_what_an_inner_action_wrote_goes_with_its_line_when_the_outer_one_takes_it_back(
    world: World,
) -> None:
    @action("unit.open")
    def inner(*, by: Actor, is_refused: bool) -> None:
        Unit.objects.filter(key="school").update(name="Indeni")
        log(by=by, about=world.units["school"], facts={"inner": True})
        if is_refused:
            raise Refused("unit.open", "not_allowed")

    @action("unit.open")
    def outer(*, by: Actor) -> None:
        inner_of_inner(by=by)
        with suppress(Refused), transaction.atomic():
            inner(by=by, is_refused=False)
            raise Refused("unit.open", "taken_back")
        log(by=by, about=world.units["school"])

    @action("unit.open")
    def inner_of_inner(*, by: Actor) -> None:
        log(by=by, about=world.units["authority"])

    before = AuditLine.objects.count()
    outer(by=SYSTEM)
    told = AuditLine.objects.order_by("pk").values_list("about_id", "facts")[before:]
    names = {str(unit.public_id): key for key, unit in world.units.items()}
    assert [(names[about], facts) for about, facts in told] == [
        ("authority", "{}"),
        ("school", "{}"),
    ]
    assert Unit.objects.get(key="school").name == "Engskolen"
    with pytest.raises(Refused):
        inner(by=SYSTEM, is_refused=True)
    assert AuditLine.objects.count() == before + 2


def test_an_inner_action_that_fails_fails_the_whole_even_where_its_error_is_swallowed(
    world: World,
) -> None:
    @action("unit.open")
    def inner(*, by: Actor) -> None:
        Unit.objects.filter(key="school").update(name="Indeni")
        raise Refused("unit.open", "not_allowed")

    @action("unit.open")
    def careless(*, by: Actor) -> None:
        with suppress(Refused):
            inner(by=by)
        log(by=by, about=world.units["school"])

    before = AuditLine.objects.count()
    with pytest.raises(TransactionManagementError), transaction.atomic():
        careless(by=SYSTEM)
    assert AuditLine.objects.count() == before
    assert Unit.objects.get(key="school").name == "Engskolen"


def test_break_glass_opens_the_case_for_the_day_and_shows_the_reason_to_the_leader(
    world: World,
) -> None:
    dossier = world.dossiers["selma_case"]
    access.break_glass(by=world.erik, dossier=dossier, reason=BreakGlassReason.DUTY, text="vagt")
    erik = User.objects.get(pk=world.erik.pk)
    assert dossier.pk in reach_of(erik).spans["adviser"].dossiers  # type: ignore[index]
    rows = break_glass_for(world.camilla)
    assert [(row.who, row.reason, row.text) for row in rows] == [("Erik Toft", "duty", "vagt")]


def test_one_person_never_holds_roles_in_both_registers(world: World) -> None:
    with pytest.raises(Refused, match="both_registers"):
        access.give_role(
            by=world.sofie, user=world.anna, role=RoleKey.PREVENTION_WORKER, from_on=LONG_AGO
        )


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_line SET action = 'x'", "DELETE FROM audit_line"]
)
def test_the_database_itself_refuses_to_change_the_audit(world: World, statement: str) -> None:
    refused = pytest.raises(DatabaseError, match="append-only")
    with refused, writing(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_log_line_outside_an_action_is_refused(world: World) -> None:
    with pytest.raises(NoActor):
        log(by=SYSTEM, about=world.units["school"])
