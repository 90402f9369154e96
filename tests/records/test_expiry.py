"""A month of the log goes when its time is up, by one action; its last seal stays."""

from datetime import datetime, timedelta

import pytest

from hjemmebane import clock
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access import expiry_marks, seals
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.chains import Chain
from hjemmebane.records.access.expiry import KEEP_YEARS, expire_month
from hjemmebane.records.access.models import AuditLine, AuditSeal, LookupPerson, LookupRequest
from hjemmebane.ui.refusals import known
from tests.cast import MORNING, World
from tests.house.building import ROOT
from tests.records.seal_attacks import attack, found, look, said, write_line

FIVE_YEARS_ON = MORNING.replace(year=MORNING.year + 5)


@pytest.fixture
def aged(world: World) -> World:
    """Return a log of three months, each sealed in its time, five years ago."""
    for days in (0, 31, 62):
        with clock.at(MORNING + timedelta(days=days)):
            write_line(f"month.{days}")
            look(world)
            seals.seal_lines()
    return world


def later(months: int) -> datetime:
    """Return a moment five years and some months on."""
    return FIVE_YEARS_ON + timedelta(days=31 * months)


@pytest.mark.parametrize("chain", list(Chain))
def test_a_month_that_is_five_years_old_goes_and_the_log_still_holds(
    aged: World, chain: Chain
) -> None:
    with clock.at(later(1)):
        assert expire_month(by=SYSTEM, chain=chain, month=MORNING.date()) > 0
        seals.seal_lines()
        assert found() == []
    own = AuditSeal.objects.filter(chain=chain).order_by("number")
    assert own[0].until_at < own[1].since_at
    assert AuditLine.objects.filter(action="audit.expire").count() == 1


def test_only_that_month_goes_and_only_from_its_own_log(aged: World) -> None:
    with clock.at(later(1)):
        expire_month(by=SYSTEM, chain=Chain.LOOK, month=MORNING.date())
    assert LookupRequest.objects.count() == 2
    assert LookupPerson.objects.count() == 4
    assert AuditLine.objects.filter(action="month.0").exists()


def test_month_after_month_goes(aged: World) -> None:
    with clock.at(later(3)):
        for days in (0, 31):
            month = (MORNING + timedelta(days=days)).date()
            expire_month(by=SYSTEM, chain=Chain.WRITE, month=month)
        seals.seal_lines()
        assert found() == []
    left = set(AuditLine.objects.values_list("action", flat=True))
    assert left == {"month.62", "audit.expire"}


@pytest.mark.parametrize(("months", "key"), [(0, "month_too_young"), (1, "nothing_expired")])
def test_a_month_too_young_or_already_gone_is_refused(aged: World, months: int, key: str) -> None:
    if months:
        with clock.at(later(1)):
            expire_month(by=SYSTEM, chain=Chain.WRITE, month=MORNING.date())
    with clock.at(later(months)), pytest.raises(Refused) as refused:
        expire_month(by=SYSTEM, chain=Chain.WRITE, month=MORNING.date())
    assert refused.value.key == key in known()


def test_nobody_but_the_system_may_remove_a_month(aged: World) -> None:
    with clock.at(later(1)), pytest.raises(Refused):
        expire_month(by=aged.sofie, chain=Chain.WRITE, month=MORNING.date())


def test_a_month_removed_by_somebody_else_is_no_expiry(aged: World) -> None:
    seal = AuditSeal.objects.filter(chain="write").order_by("number")[0]
    attack("DELETE FROM audit_line WHERE id <= %s", seal.last_line)
    attack("DELETE FROM audit_seal WHERE id = %s", seal.pk)
    facts = f'{{"seal": 1, "digest": "{seal.digest}", "key": 1, "signature": "{"0" * 64}"}}'
    write_line("audit.expire", about_kind=expiry_marks.ABOUT, about_id="write", facts=facts)
    seals.seal_lines()
    assert said()["removed seal"].seal == 1


def test_after_an_expiry_the_triggers_stand_again(aged: World) -> None:
    with clock.at(later(1)):
        expire_month(by=SYSTEM, chain=Chain.LOOK, month=MORNING.date())
    with pytest.raises(Exception, match="append-only"):
        LookupRequest.objects.all()._raw_delete(LookupRequest.objects.db)


def test_the_years_are_those_of_the_catalogue() -> None:
    text = (ROOT / "catalogue" / "retention.toml").read_text()
    for name in ("audit", "lookup"):
        keep = text.split(f"[classes.{name}]\nkeep = ")[1]
        assert keep.startswith(f'"{KEEP_YEARS} years')
