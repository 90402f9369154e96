"""What a course costs: hours by role and account, agreed or at contacts, beside the dearer way."""

from datetime import date, timedelta

import pytest

from hjemmebane.domain.course_costs import (
    Buyout,
    CostLine,
    Costs,
    HoursHeld,
    account_of,
    costs_until,
)
from tests.domain.test_programmes import programme

FIRST = date(2026, 9, 7)
FOUR_WEEKS = (FIRST, FIRST + timedelta(days=27))
RATES = {"therapist": 400, "practical_support": 300, "adviser": 440}


def held(role, hours=None, minutes=0, to_on=None, from_on=FIRST):
    return HoursHeld(role, from_on, to_on, hours, minutes)


def flexible(*places, buyouts=(), period=FOUR_WEEKS):
    return costs_until(programme("flexible-family-treatment"), places, buyouts, RATES, period)


def test_agreed_hours_count_week_by_week_and_others_by_their_contacts_alone():
    costs = flexible(held("therapist", minutes=330), held("practical_support", hours=6))
    assert [(line.title, line.hours, line.is_agreed, line.kroner) for line in costs.lines] == [
        ("familiebehandler", 6, False, 2400),
        ("praktisk støtteperson", 24, True, 7200),
    ]
    assert costs.kroner == 9600


def test_a_place_that_began_later_or_ended_counts_its_own_weeks():
    late = held("therapist", hours=4, from_on=FIRST + timedelta(weeks=2))
    gone = held("therapist", hours=4, to_on=FIRST + timedelta(days=6))
    assert flexible(late).lines[0].hours == 8
    assert flexible(gone).lines[0].hours == 4
    assert flexible(late, period=(FIRST, FIRST + timedelta(days=6))).lines[0].hours == 0


@pytest.mark.req("S0-FHF-26")
def test_hours_stand_on_the_programmes_account_and_else_on_delivery_or_administration():
    roles = {role.key: role for role in programme("flexible-family-treatment").roles}
    assert (account_of(roles["therapist"]), account_of(roles["adviser"])) == (5, 6)
    assert account_of(roles["volunteer"]) is None
    ordinary = {role.key: role for role in programme("ordinary-family-treatment").roles}
    assert (account_of(ordinary["therapist"]), account_of(ordinary["adviser"])) == (5, 6)
    costs = flexible(held("therapist", hours=5), held("adviser", hours=1), held("volunteer", 9))
    assert costs.on_account(5) == (20, 8000)
    assert costs.on_account(6) == (4, 1760)


@pytest.mark.req("S0-FHF-27")
def test_an_advisers_bought_out_hours_are_delivery_in_their_own_period_alone():
    half = Buyout(3, FIRST + timedelta(weeks=2), FIRST + timedelta(weeks=20))
    (line,) = flexible(buyouts=[half]).lines
    assert (line.title, line.account, line.hours, line.kroner) == ("frikøbt rådgiver", 5, 6, 2640)
    before = Buyout(3, FIRST - timedelta(weeks=9), FIRST - timedelta(days=1))
    assert not flexible(buyouts=[before]).lines


@pytest.mark.req("S0-FHF-28")
def test_the_salary_cost_stands_beside_the_price_of_the_dearer_way_for_as_many_days():
    line = CostLine("familiebehandler", 5, 60, True, 420)
    costs = Costs((line,), 45, "Anbringelse", 85_000)
    assert costs.alternative == 127_500
    assert costs.words == (
        "Timerne til nu koster 25.200 kr. Anbringelse ville i samme tid koste omtrent 127.500 kr."
    )
    assert Costs((line,), 45).words == ""


def test_a_role_without_a_rate_is_told_and_never_guessed():
    costs = flexible(held("psychologist", hours=2))
    assert costs.lines[0].kroner is None
    assert not costs.is_whole
    assert costs.kroner == 0
