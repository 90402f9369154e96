"""The weekly table and the weekly allocation."""

from datetime import timedelta

import pytest

from hjemmebane import clock
from hjemmebane.domain.access import DossierKind, Register, RoleKey, UserKind
from hjemmebane.domain.allocation import CompetenceKey
from hjemmebane.domain.intake import (
    ChildGiven,
    EnquiryState,
    ForwardGround,
    TriageOutcome,
    TriageReason,
)
from hjemmebane.domain.people import DisclosureGround
from hjemmebane.domain.refusals import NotVisible, Refused
from hjemmebane.records.access import actions as access
from hjemmebane.records.access.acting import SYSTEM, forget
from hjemmebane.records.access.queries import team_of
from hjemmebane.records.intake import actions, queries
from hjemmebane.records.intake.models import Enquiry, Notification
from hjemmebane.records.people.models import Consent, Disclosure, Person
from tests.records.intake_story import accepted, decision, members, read, received


@pytest.fixture
def viola(world):
    """Return a second worker of the prevention unit, trained in family talks."""
    user = access.create_user(
        by=SYSTEM, email="viola@lindeborg.example", name="Viola Ry", kind=UserKind.STAFF
    )
    access.give_role(
        by=SYSTEM,
        user=user,
        role=RoleKey.PREVENTION_WORKER,
        unit=world.prevention,
        from_on=clock.today(),
    )
    access.add_competence(
        by=SYSTEM, user=user, key=CompetenceKey.FAMILY_TALKS, since_on=clock.today()
    )
    return user


@pytest.mark.req("S2-AAB-14")
def test_every_enquiry_that_is_read_lies_on_the_weeks_table_until_it_is_decided(world):
    first, second, third = read(world.gry), read(world.gry), read(world.gry)
    received()

    on_table = [row.public_id for row in queries.triage_table(world.gry).to_triage]
    assert on_table == [str(first.public_id), str(second.public_id), str(third.public_id)]

    actions.triage(by=world.gry, enquiry=first, decision=decision(TriageOutcome.ADVICE))
    actions.triage(by=world.gry, enquiry=third, decision=decision(TriageOutcome.ACCEPT))
    left = [row.public_id for row in queries.triage_table(world.gry).to_triage]
    assert left == [str(second.public_id)]


def test_nothing_is_decided_before_it_is_read_for_danger(world):
    with pytest.raises(Refused, match="danger_not_read"):
        actions.triage(by=world.gry, enquiry=received(), decision=decision())


@pytest.mark.req("S2-AAB-14")
def test_the_leader_decides_and_a_worker_does_not(world):
    with pytest.raises(Refused, match="not_allowed"):
        actions.triage(by=world.nadia, enquiry=read(world.gry), decision=decision())


@pytest.mark.req("S2-AAB-15")
@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (TriageOutcome.ACCEPT, EnquiryState.TRIAGED),
        (TriageOutcome.ADVICE, EnquiryState.ADVISED),
        (TriageOutcome.FORWARD_TO_AUTHORITY, EnquiryState.FORWARDED),
    ],
)
def test_the_outcome_and_its_reason_are_kept(world, outcome, state):
    enquiry = actions.triage(
        by=world.gry,
        enquiry=read(world.gry),
        decision=decision(outcome, reason=TriageReason.OTHER, text="Som aftalt."),
    )

    kept = Enquiry.objects.get(pk=enquiry.pk)
    assert (kept.triage_outcome, kept.state) == (outcome, state)
    assert (kept.triage_reason, kept.triage_text) == (TriageReason.OTHER, "Som aftalt.")
    with pytest.raises(Refused, match="already_triaged"):
        actions.triage(by=world.gry, enquiry=kept, decision=decision())


@pytest.mark.req("S2-AAB-07")
@pytest.mark.parametrize(
    ("children", "points"),
    [
        ((ChildGiven("Oda", age=18),), {}),
        ((ChildGiven("Oda", age=9),), {"is_motivated": False}),
        ((ChildGiven("Oda", age=9),), {"is_delimited": False}),
    ],
)
def test_taking_in_a_family_outside_the_three_points_asks_why(world, children, points):
    enquiry = read(world.gry, children=children)

    with pytest.raises(Refused, match="outside_target_group"):
        actions.triage(by=world.gry, enquiry=enquiry, decision=decision(**points))

    taken_in = decision(**points, text="Storebror på 17 er den, det handler om.")
    assert actions.triage(by=world.gry, enquiry=enquiry, decision=taken_in).triaged_by == world.gry


@pytest.mark.req("S2-AAB-15")
def test_forwarding_carries_only_the_text_for_the_authority(world):
    enquiry = actions.triage(
        by=world.gry,
        enquiry=read(world.gry),
        decision=decision(TriageOutcome.FORWARD_TO_AUTHORITY),
    )

    assert Notification.objects.count() == 2
    for notification in Notification.objects.all():
        seen = repr(queries.notification_page(notification.public_id, world.kirsten))
        assert "Børnene er alene hjemme om natten." in seen
        for kept_back in (enquiry.text, enquiry.own_motivation, enquiry.problem, "00 00 11 22"):
            assert kept_back not in seen
    grounds = set(Disclosure.objects.values_list("ground", flat=True))
    assert grounds == {DisclosureGround.NOTIFICATION_DUTY}


@pytest.mark.req("S2-AAB-15")
def test_forwarding_without_a_ground_is_refused_and_nothing_leaves(world):
    with pytest.raises(Refused, match="no_ground"):
        actions.triage(
            by=world.gry,
            enquiry=read(world.gry),
            decision=decision(TriageOutcome.FORWARD_TO_AUTHORITY, forward_ground=None),
        )

    assert not Notification.objects.exists()
    assert not Disclosure.objects.exists()


def test_forwarding_by_consent_records_the_consent(world):
    actions.triage(
        by=world.gry,
        enquiry=read(world.gry),
        decision=decision(TriageOutcome.FORWARD_TO_AUTHORITY, forward_ground=ForwardGround.CONSENT),
    )

    consent = Consent.objects.get()
    assert consent.to_unit == world.reception
    assert set(Disclosure.objects.values_list("consent_id", flat=True)) == {consent.pk}


def test_an_anonymous_asker_cannot_be_taken_in(world):
    with pytest.raises(Refused, match="anonymous_cannot_start"):
        actions.triage(
            by=world.gry, enquiry=read(world.gry, is_anonymous=True), decision=decision()
        )


@pytest.mark.req("S2-AAB-16")
def test_the_board_proposes_the_one_with_the_competence_though_the_other_has_fewer(world, viola):
    busy = accepted(world.gry)
    actions.allocate(by=world.gry, enquiry=busy, worker=viola)
    accepted(world.gry, needed_competence=CompetenceKey.FAMILY_TALKS)

    board = queries.allocation_board(world.gry)

    (row,) = board.waiting
    assert [w.families for w in board.workers] == [0, 1]
    assert row.proposals[0].worker.name == "Viola Ry"
    assert "Nadia Aziz har færre familier (0), men mangler kompetencen" in row.proposals[0].reason


@pytest.mark.req("S2-AAB-05")
def test_the_limits_of_the_board_come_from_the_practice_profile(world):
    limits = queries.allocation_board(world.gry).limits

    assert (limits.fewest, limits.most) == (6, 12)


@pytest.mark.req("S2-AAB-16")
def test_a_family_is_allocated_to_a_worker_who_then_sees_it(world, viola):
    enquiry = accepted(world.gry)
    with pytest.raises(NotVisible):
        queries.get_enquiry(enquiry.public_id, world.nadia)

    actions.allocate(by=world.gry, enquiry=enquiry, worker=world.nadia)
    forget(world.nadia)

    assert queries.get_enquiry(enquiry.public_id, world.nadia).allocated_to == world.nadia
    actions.allocate(by=world.gry, enquiry=enquiry, worker=viola)
    with clock.at(clock.now() + timedelta(days=1)):
        forget(world.nadia)
        with pytest.raises(NotVisible):
            queries.get_enquiry(enquiry.public_id, world.nadia)


def test_only_an_accepted_family_goes_to_a_worker_of_the_unit(world):
    with pytest.raises(Refused, match="not_accepted"):
        actions.allocate(by=world.gry, enquiry=read(world.gry), worker=world.nadia)
    with pytest.raises(Refused, match="not_in_unit"):
        actions.allocate(by=world.gry, enquiry=accepted(world.gry), worker=world.anna)


@pytest.mark.req("S2-AAB-17")
def test_the_timer_to_the_first_contact_starts_at_allocation(world):
    enquiry = accepted(world.gry)
    with pytest.raises(Refused, match="not_allocated"):
        actions.register_first_contact(by=world.gry, enquiry=enquiry, at=clock.now())
    actions.allocate(by=world.gry, enquiry=enquiry, worker=world.nadia)
    start = clock.now()

    with clock.at(start + timedelta(hours=3)):
        actions.register_first_contact(by=world.nadia, enquiry=enquiry, at=clock.now())
        (row,) = queries.allocation_board(world.gry).allocated
        assert row.first_contact_at - row.allocated_at == timedelta(hours=3)
        with pytest.raises(Refused, match="already_contacted"):
            actions.register_first_contact(by=world.nadia, enquiry=enquiry, at=clock.now())


def test_a_first_contact_cannot_lie_ahead_or_before_the_enquiry(world):
    enquiry = accepted(world.gry)
    actions.allocate(by=world.gry, enquiry=enquiry, worker=world.nadia)

    for at in (clock.now() + timedelta(minutes=1), enquiry.received_at - timedelta(minutes=1)):
        with pytest.raises(Refused, match="contact_at_impossible"):
            actions.register_first_contact(by=world.nadia, enquiry=enquiry, at=at)


@pytest.mark.req("S2-AAB-13")
def test_an_accepted_family_enters_the_prevention_register_only(world):
    enquiry = accepted(world.gry)
    authority = Person.objects.filter(register=Register.AUTHORITY).count()

    actions.register_family(by=world.gry, enquiry=enquiry, name="Krog", members=members())

    page = queries.enquiry_page(enquiry.public_id, world.gry)
    assert [str(card.name) for card in page.family] == ["Rikke Krog", "Asta Krog"]
    assert Person.objects.filter(register=Register.AUTHORITY).count() == authority
    assert enquiry.family.register == Register.PREVENTION


@pytest.mark.req("S2-AAB-07")
def test_the_table_writes_the_familys_own_words_and_the_delimited_problem(world):
    enquiry = read(world.gry, own_motivation="", problem="Søvn")

    actions.triage(
        by=world.gry,
        enquiry=enquiry,
        decision=decision(own_motivation="Vi vil sove."),
    )

    kept = Enquiry.objects.get()
    assert (kept.own_motivation, kept.problem) == ("Vi vil sove.", "Søvn")


def test_the_course_to_come_has_a_dossier_that_follows_the_worker(world, viola):
    enquiry = accepted(world.gry)
    actions.allocate(by=world.gry, enquiry=enquiry, worker=world.nadia)
    actions.register_family(by=world.gry, enquiry=enquiry, name="Krog", members=members())
    dossier = enquiry.course_dossier

    assert (dossier.register, dossier.kind) == (Register.PREVENTION, DossierKind.PREVENTION)
    assert queries.enquiry_of_dossier(dossier) == enquiry
    assert [row.name for row in team_of(dossier)] == ["Nadia Aziz"]
    loads = {w.name: w.families for w in queries.allocation_board(world.gry).workers}
    assert loads == {"Nadia Aziz": 1, "Viola Ry": 0}

    actions.allocate(by=world.gry, enquiry=enquiry, worker=viola)
    assert "Viola Ry" in [row.name for row in team_of(dossier)]


def test_a_family_not_taken_in_is_not_written_down(world):
    with pytest.raises(Refused, match="not_accepted"):
        actions.register_family(
            by=world.gry, enquiry=read(world.gry), name="Krog", members=members()
        )


def test_an_enquiry_that_became_a_course_leaves_the_board(world):
    enquiry = accepted(world.gry)
    with pytest.raises(Refused, match="family_not_registered"):
        actions.mark_started(by=world.gry, enquiry=enquiry, course_id=7)
    actions.register_family(by=world.gry, enquiry=enquiry, name="Krog", members=members())

    actions.mark_started(by=world.gry, enquiry=enquiry, course_id=7)

    assert queries.allocation_board(world.gry).waiting == ()
    with pytest.raises(Refused, match="already_started"):
        actions.mark_started(by=world.gry, enquiry=enquiry, course_id=8)


@pytest.mark.req("S2-SIL-18")
def test_days_from_enquiry_to_first_contact_are_measured(world):
    enquiry = accepted(world.gry)
    waiting = accepted(world.gry)

    with clock.at(clock.now() + timedelta(days=6)):
        actions.allocate(by=world.gry, enquiry=enquiry, worker=world.nadia)
        actions.register_first_contact(by=world.nadia, enquiry=enquiry, at=clock.now())
        measured = queries.enquiry_concern_to_action(world.gry)

    assert (measured.median_days, measured.longest_days, measured.acted) == (6.0, 6, 1)
    assert measured.waiting == 1
    assert waiting.first_contact_at is None
