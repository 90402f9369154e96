"""What a decision consists of: who was heard and agrees, its letters, and complaints over it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.cases import NotifiedHow
from hjemmebane.domain.deadlines import ObligationState
from hjemmebane.domain.decision_parties import (
    ComplaintHow,
    ComplaintOutcome,
    ConsentAnswer,
    PartyPlace,
    is_child_party,
)
from hjemmebane.domain.follow_up import Heard
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.agenda.actions import lapse_of_parties
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.agenda.queries import obligations_of
from hjemmebane.records.agenda.queries.reckoning import state_of
from hjemmebane.records.cases import actions
from hjemmebane.records.cases.models import Case, Complaint, Decision, DecisionLetter, Measure
from hjemmebane.records.cases.queries.letters import letters_of
from hjemmebane.records.people.actions import end_custody, give_custody
from hjemmebane.records.people.models import Consent, Person
from tests.cast import World, signed_in
from tests.records.cases_story import a_case, a_decision, decision_text, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(world: World) -> Case:
    """Return an open case about Selma, who is nine."""
    return a_case(world)


def parties(world: World, **consents: ConsentAnswer) -> tuple[actions.PartyWord, ...]:
    """Return the child, both parents with custody and the school, all heard."""
    yes = ConsentAnswer.YES
    return (
        actions.PartyWord(PartyPlace.CHILD, world.selma.pk, heard=Heard.BEFORE),
        *(
            actions.PartyWord(
                PartyPlace.CUSTODY_PARENT,
                world.persons[f"{who}_holm"].pk,
                heard=Heard.YES,
                consent=consents.get(who, yes),
            )
            for who in ("frida", "jonas")
        ),
        actions.PartyWord(PartyPlace.PROFESSIONAL, who="Hanne Storm, Engskolen"),
    )


def begin(world: World, decision: Decision) -> Measure:
    return actions.start_measure(
        by=fresh(world.anna),
        decision=decision,
        provider_unit=world.units["provider"],
        started_on=clock.today(),
    )


def given(world: World, decision: Decision) -> Decision:
    return actions.give_decision(
        by=fresh(world.anna), decision=decision, on=clock.today(), how=NotifiedHow.LETTER
    )


@pytest.mark.req("S2-CON-09")
def test_each_decision_shows_who_was_heard_child_parents_and_professionals(
    world: World, case: Case
) -> None:
    decision = a_decision(world, case, parties=parties(world))
    rows = decision.parties.visible_to(fresh(world.anna)).order_by("pk")
    assert [(row.place, row.heard, row.who) for row in rows] == [
        ("child", "before", ""),
        ("custody_parent", "yes", ""),
        ("custody_parent", "yes", ""),
        ("professional", "", "Hanne Storm, Engskolen"),
    ]


def test_a_party_about_whom_nothing_is_said_stops_the_decision(world: World, case: Case) -> None:
    silent = actions.PartyWord(PartyPlace.CUSTODY_PARENT, world.frida_holm.pk)
    with pytest.raises(Refused, match="party_not_heard"):
        a_decision(world, case, parties=(silent,))
    other = actions.PartyWord(PartyPlace.PARENT, world.lars.pk, heard=Heard.YES)
    with pytest.raises(Refused, match="not_of_this_family"):
        a_decision(world, case, parties=(other,))
    assert not Decision.objects.exists()


def test_a_child_is_a_party_from_its_tenth_birthday_and_not_by_a_law_before_2024() -> None:
    born = date(2014, 5, 3)
    assert not is_child_party(born, date(2024, 5, 2))
    assert is_child_party(born, date(2024, 5, 3))
    assert not is_child_party(date(2008, 5, 3), date(2023, 12, 31))


def test_help_begins_when_all_with_custody_have_said_yes_to_it(world: World, case: Case) -> None:
    decision = a_decision(world, case, parties=parties(world, jonas=ConsentAnswer.NOT_YET))
    with pytest.raises(Refused, match="consent_missing"):
        begin(world, decision)

    said = {"decision": decision, "person": world.jonas_holm, "on": clock.today()}
    actions.note_consent(by=fresh(world.anna), answer=ConsentAnswer.NO, **said)
    with pytest.raises(Refused, match="consent_refused"):
        begin(world, decision)
    actions.note_consent(by=fresh(world.anna), answer=ConsentAnswer.YES, **said)
    assert begin(world, decision).decision == decision


def test_a_yes_to_the_help_lets_nobody_share_anything(world: World, case: Case) -> None:
    a_decision(world, case, parties=parties(world))
    assert not Consent.objects.filter(dossier=case.dossier).exists()


def test_a_letter_says_grounds_law_and_how_to_complain_and_never_the_childs_words(
    world: World, case: Case
) -> None:
    decision = given(world, a_decision(world, case, parties=parties(world)))

    rows = letters_of(decision, fresh(world.anna))

    assert {row.receiver.id for row in rows} == {world.frida_holm.pk, world.jonas_holm.pk}
    words = "\n".join(part.text for part in rows[0].parts)
    for must in (
        "Barnets lov § 32, stk. 1, nr. 5",
        "Afdækningen viser, at aftenerne er svære.",
        "12 uger",
        "klage inden 4 uger",
        "Ankestyrelsen",
        "barnet, forældrene, Hanne Storm, Engskolen",
    ):
        assert must in words
    assert decision.child_view not in words


def test_a_child_of_ten_gets_a_letter_of_its_own(world: World, case: Case) -> None:
    with clock.at(clock.now() + timedelta(days=120)):
        decision = a_decision(world, case, parties=parties(world), decided_on=clock.today())
        given(world, decision)
        rows = letters_of(decision, fresh(world.anna))
    assert world.selma.pk in {row.receiver.id for row in rows}
    own = next(row for row in rows if row.receiver.id == world.selma.pk)
    assert own.title == "Brev til dig om hjælpen"
    assert "Du kan klage" in [part.heading for part in own.parts]


def test_what_needs_no_decision_is_an_offer_with_no_clock(world: World, case: Case) -> None:
    decision = a_decision(world, case, measure_key="konsulentbistand", ladder_step="2")
    given(world, decision)
    assert {row.letter_key for row in DecisionLetter.objects.all()} == {"tilbud"}
    assert not Obligation.objects.filter(rule_key="K1").exists()


def test_a_letter_given_stays_as_it_was_whatever_is_changed_after(world: World, case: Case) -> None:
    decision = given(world, a_decision(world, case))
    before = letters_of(decision, fresh(world.anna))
    decision.grounds = "Noget andet"
    assert letters_of(decision, fresh(world.anna)) == before
    with pytest.raises(Refused, match="already_notified"):
        given(world, decision)


def clocks(world: World, case: Case, key: str) -> list[ObligationState]:
    rows = obligations_of(case.dossier, fresh(world.anna), clock.now())
    return [row.state for row in rows if row.rule_key == key]


def complaint_over(world: World, decision: Decision, **changes: Any) -> Complaint:
    values: dict[str, Any] = {
        "received_on": clock.today(),
        "how": ComplaintHow.SPOKEN,
        "text": "Vi vil have aflastning.",
        "person": world.frida_holm,
    }
    text = actions.ComplaintText(**{**values, **changes})
    return actions.receive_complaint(by=fresh(world.anna), decision=decision, text=text)


def test_the_party_has_four_weeks_from_being_told_and_the_municipality_four_from_the_complaint(
    world: World, case: Case
) -> None:
    decision = given(world, a_decision(world, case))
    (mine,) = Obligation.objects.filter(rule_key="K1", about_id=decision.public_id)
    assert mine.due_at.astimezone(clock.ZONE).date() >= clock.today() + timedelta(weeks=4)

    with clock.at(clock.now() + timedelta(days=10)):
        complaint = complaint_over(world, decision)
        assert not complaint.is_late
        assert Obligation.objects.get(rule_key="K1").satisfied_at is not None
        (ours,) = Obligation.objects.filter(rule_key="K2", about_id=complaint.public_id)
        case.refresh_from_db()
        assert case.next_due_at == ours.due_at

    with clock.at(clock.now() + timedelta(days=60)):
        assert clocks(world, case, "K2") == [ObligationState.OVERDUE]


def test_the_last_day_of_the_four_weeks_still_counts_and_the_next_is_late(
    world: World, case: Case
) -> None:
    decision = given(world, a_decision(world, case))
    with clock.at(clock.now() + timedelta(weeks=4)):
        assert not complaint_over(world, decision).is_late
    with clock.at(clock.now() + timedelta(weeks=4, days=1)):
        assert complaint_over(world, decision, text="Igen").is_late


def answer(world: World, complaint: Complaint, **changes: Any) -> Complaint:
    values: dict[str, Any] = {
        "outcome": ComplaintOutcome.FORWARDED,
        "on": clock.today(),
        "text": "Vi ser det som før.",
        "papers": "Afgørelsen, afdækningen og klagen",
    }
    return actions.reassess(by=fresh(world.anna), complaint=complaint, **{**values, **changes})


@pytest.mark.req("S0-FHF-35")
def test_a_complaint_sent_on_carries_its_grounds_and_papers_and_closes_the_clock(
    world: World, case: Case
) -> None:
    decision = given(world, a_decision(world, case))
    complaint = complaint_over(world, decision)
    with pytest.raises(Refused, match="papers_missing"):
        answer(world, complaint, papers=" ")
    with pytest.raises(Refused, match="reassessment_missing"):
        answer(world, complaint, text="")

    answer(world, complaint)

    assert Obligation.objects.get(rule_key="K2").satisfied_at is not None
    assert (complaint.outcome_text, complaint.papers) == (
        "Vi ser det som før.",
        "Afgørelsen, afdækningen og klagen",
    )
    with pytest.raises(Refused, match="already_reassessed"):
        answer(world, complaint)


def test_a_complaint_that_is_right_ends_in_a_decision_made_after_it(
    world: World, case: Case
) -> None:
    decision = given(world, a_decision(world, case))
    complaint = complaint_over(world, decision)
    changed = {"outcome": ComplaintOutcome.CHANGED, "papers": ""}
    for wrong in (None, decision):
        with pytest.raises(Refused, match="new_decision_missing"):
            answer(world, complaint, new_decision=wrong, **changed)

    new = a_decision(world, case, measure_key="stoetteophold", ladder_step="2")
    assert answer(world, complaint, new_decision=new, **changed).new_decision == new


def test_nobody_complains_over_what_they_were_not_told(world: World, case: Case) -> None:
    with pytest.raises(Refused, match="not_told_yet"):
        complaint_over(world, a_decision(world, case))


def grant(world: World, case: Case, **changes: Any) -> Decision:
    follow_up = case.follow_ups.filter(closed_at=None).first() or actions.start_follow_up(
        by=fresh(world.anna), case=case, held_on=clock.today()
    )
    wish = actions.GrantNow(
        decision=decision_text(**changes),
        provider_unit=world.units["provider"],
        started_on=clock.today(),
        told_how=NotifiedHow.MEETING,
    )
    return actions.grant_now(by=fresh(world.anna), follow_up=follow_up, grant=wish)


@pytest.mark.req("S2-HER-25")
def test_help_granted_at_a_follow_up_is_decided_given_and_begun_the_same_day(
    world: World, case: Case
) -> None:
    decision = grant(world, case, measure_key="konsulentbistand", ladder_step="2")

    decision.refresh_from_db()
    measure = decision.measures.get()
    assert decision.follow_up == case.follow_ups.get()
    assert (decision.decided_on, measure.started_on) == (clock.today(), clock.today())
    assert decision.notified_at == clock.midnight(clock.today())
    assert decision.letters.count() == 2


def test_what_needs_the_leader_is_asked_for_at_the_follow_up_and_nothing_begins(
    world: World, case: Case
) -> None:
    a_decision(world, case)
    decision = grant(world, case, measure_key="stoetteophold", ladder_step="4")
    assert decision.is_waiting
    assert not decision.measures.exists()
    assert not decision.letters.exists()


def test_a_grant_that_cannot_begin_writes_nothing_at_all(world: World, case: Case) -> None:
    no = parties(world, frida=ConsentAnswer.NO)
    with pytest.raises(Refused, match="consent_refused"):
        grant(world, case, measure_key="konsulentbistand", ladder_step="2", parties=no)
    assert not Decision.objects.exists()
    assert not DecisionLetter.objects.exists()


def k1_of(decision: Decision) -> Obligation:
    rows = Obligation.objects.current().filter(rule_key="K1", about_id=decision.public_id)
    return rows.get()


def lapse(world: World) -> int:
    """Let the nightly job close the clocks of parties whose time is out."""
    return lapse_of_parties(by=SYSTEM, unit=world.units["authority"])


def test_a_complaint_clock_that_ran_out_is_closed_and_stays_seen_as_lapsed(
    world: World, case: Case
) -> None:
    decision = given(world, a_decision(world, case, parties=parties(world)))
    last = k1_of(decision).due_at
    with clock.at(last - timedelta(minutes=1)):
        assert lapse(world) == 0
    with clock.at(last + timedelta(days=1)):
        assert lapse(world) == 1
        assert lapse(world) == 0
        row = k1_of(decision)
        assert state_of(row, clock.now()) is ObligationState.LAPSED
        assert row not in Obligation.objects.unsettled()
        # The municipality's own clocks are never closed by time.
        assert Obligation.objects.unsettled().filter(dossier=case.dossier).exists()


def test_a_complaint_that_came_in_time_and_is_written_late_met_its_clock(
    world: World, case: Case
) -> None:
    decision = given(world, a_decision(world, case, parties=parties(world)))
    came_on = clock.today() + timedelta(days=27)
    with clock.at(clock.now() + timedelta(days=40)):
        lapse(world)
        text = actions.ComplaintText(came_on, ComplaintHow.LETTER, "Det er for lidt.")
        complaint = actions.receive_complaint(by=fresh(world.anna), decision=decision, text=text)
        row = k1_of(decision)
        assert (complaint.is_late, row.satisfied_by_id) == (False, complaint.public_id)
        assert state_of(row, clock.now()) is ObligationState.MET


def test_a_complaint_that_came_too_late_leaves_the_clock_lapsed(world: World, case: Case) -> None:
    decision = given(world, a_decision(world, case, parties=parties(world)))
    with clock.at(clock.now() + timedelta(days=40)):
        lapse(world)
        text = actions.ComplaintText(clock.today(), ComplaintHow.LETTER, "Det er for lidt.")
        complaint = actions.receive_complaint(by=fresh(world.anna), decision=decision, text=text)
        assert complaint.is_late
        assert state_of(k1_of(decision), clock.now()) is ObligationState.LAPSED


def test_help_waits_until_somebody_is_known_to_hold_custody(world: World, case: Case) -> None:
    decision = a_decision(world, case)
    for holder in (world.frida_holm, world.jonas_holm):
        end_custody(
            by=SYSTEM, child=case.child, holder=holder, on=clock.today() - timedelta(days=1)
        )
    with pytest.raises(Refused, match="custody_unknown"):
        begin(world, decision)
    give_custody(by=SYSTEM, child=case.child, holder=world.frida_holm, from_on=clock.today())
    assert begin(world, decision).pk


def without_custody(world: World, case: Case) -> None:
    for holder in (world.frida_holm, world.jonas_holm):
        end_custody(
            by=SYSTEM, child=case.child, holder=holder, on=clock.today() - timedelta(days=1)
        )


def custody_known(case: Case, *holders: Person) -> None:
    for holder in holders:
        give_custody(by=SYSTEM, child=case.child, holder=holder, from_on=clock.today())


def answered(world: World, made: Decision, who: Person, answer: ConsentAnswer, **more: Any) -> None:
    actions.note_consent(
        by=fresh(world.anna),
        decision=made,
        person=who,
        answer=answer,
        on=clock.today(),
        **{"heard": Heard.YES, **more},
    )


def test_who_is_known_to_hold_custody_after_the_decision_is_heard_and_asked_before_help_begins(
    world: World, case: Case
) -> None:
    without_custody(world, case)
    made = a_decision(world, case)
    custody_known(case, world.frida_holm, world.jonas_holm)
    with pytest.raises(Refused, match="custody_not_asked"):
        begin(world, made)
    with pytest.raises(Refused, match="party_not_heard"):
        answered(world, made, world.frida_holm, ConsentAnswer.YES, heard=None)
    answered(world, made, world.frida_holm, ConsentAnswer.YES)
    with pytest.raises(Refused, match="custody_not_asked"):
        begin(world, made)
    answered(world, made, world.jonas_holm, ConsentAnswer.NO)
    with pytest.raises(Refused, match="consent_refused"):
        begin(world, made)
    answered(world, made, world.jonas_holm, ConsentAnswer.YES)
    assert begin(world, made).pk
    party = made.parties.get(person=world.jonas_holm)
    assert (party.is_party, party.heard) == (True, Heard.YES)


def test_help_that_needs_no_consent_waits_for_the_hearing_of_who_came_to_be_known(
    world: World, case: Case
) -> None:
    without_custody(world, case)
    made = a_decision(world, case, measure_key="konsulentbistand", ladder_step="2")
    custody_known(case, world.frida_holm)
    with pytest.raises(Refused, match="custody_not_asked"):
        begin(world, made)
    answered(world, made, world.frida_holm, ConsentAnswer.YES)
    assert begin(world, made).pk


def test_the_case_tells_that_custody_came_to_be_known_and_leads_to_the_asking(
    world: World, case: Case
) -> None:
    without_custody(world, case)
    made = a_decision(world, case)
    client = signed_in(world.anna)
    address = reverse("staff:case", args=[case.public_id])
    told = "Ingen med forældremyndighed var kendt"
    assert told not in client.get(address).content.decode()
    custody_known(case, world.frida_holm)
    assert told in client.get(address).content.decode()
    asking = reverse("staff:decision_consent", args=[case.public_id, made.public_id])
    given = {
        "person": str(world.frida_holm.public_id),
        "answer": "yes",
        "on": clock.today().isoformat(),
    }
    assert client.post(asking, given).status_code == 422
    assert client.post(asking, {**given, "heard": "yes"}).status_code == 303
    assert told not in client.get(address).content.decode()


def test_a_stranger_to_custody_is_not_made_a_party(world: World, case: Case) -> None:
    without_custody(world, case)
    made = a_decision(world, case)
    custody_known(case, world.frida_holm)
    with pytest.raises(Refused, match="not_of_this_family"):
        answered(world, made, world.lars, ConsentAnswer.YES)
