"""What the family said yes to, what was passed on, and answering an invitation."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup

from hjemmebane import clock
from hjemmebane.domain.agenda import MeetingKind, Seat
from hjemmebane.domain.people import ConsentHow, DisclosureGround
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import AuditLine, LookupPerson
from hjemmebane.records.agenda.actions import cancel_meeting, plan_meeting
from hjemmebane.records.agenda.models import Meeting, MeetingPerson, Task
from hjemmebane.records.cases.models import Case
from hjemmebane.records.people import actions as people
from hjemmebane.records.people.models import Consent
from tests.cast import World, signed_in
from tests.records.cases_story import a_case, fresh

pytestmark = pytest.mark.django_db
SHARING = "/min-side/deling/"


@pytest.fixture
def case(world: World) -> Case:
    """Return Selma's case."""
    return a_case(world)


def a_meeting(case: Case, world: World, *persons: Any, days: int = 2) -> Meeting:
    """Return a network meeting to which some of the family are asked."""
    starts = clock.now() + timedelta(days=days)
    return plan_meeting(
        by=SYSTEM,
        dossier=case.dossier,
        kind=MeetingKind.NETWORK,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        seats=[*(Seat(person_id=one.pk) for one in persons), Seat(user_id=world.anna.pk)],
        place="Familiehuset",
    )


def a_consent(world: World, case: Case, **more: Any) -> Consent:
    """Return a consent of Frida's to the school."""
    given = {
        "person": world.frida_holm,
        "about": world.selma,
        "what": "Hvordan morgenerne går",
        "own_words": "Hanne må vide, at vi øver os",
    }
    return people.give_consent(
        by=fresh(world.anna),
        dossier=case.dossier,
        to_unit=world.units["school"],
        purpose="Fælles plan",
        until_on=clock.today() + timedelta(days=90),
        how=ConsentHow.SPOKEN,
        **{**given, **more},
    )


def passed_on(world: World, case: Case, what: str, **more: Any) -> None:
    """Pass something on from the case."""
    given = {"ground": DisclosureGround.NOTIFICATION_DUTY, "reason": "Pligt", "person": world.selma}
    people.disclose(
        by=SYSTEM,
        dossier=case.dossier,
        to_unit=world.units["reception"],
        what=what,
        **{**given, **more},
    )


def text(answer: Any) -> str:
    """Return the words of a page."""
    return " ".join(BeautifulSoup(answer.content.decode(), "html.parser").get_text(" ").split())


def seen(world: World, who: str, address: str = SHARING) -> str:
    """Return the words of somebody's page."""
    answer = signed_in(world.users[who]).get(address)
    assert answer.status_code == 200
    return text(answer)


def test_a_consent_is_told_in_ones_own_words_with_to_whom_and_until_when(
    world: World, case: Case
) -> None:
    a_consent(world, case)
    shown = seen(world, "frida")
    assert "»Hanne må vide, at vi øver os«" in shown
    assert world.units["school"].name in shown
    assert "Gælder til" in shown
    assert "Selma" in shown
    assert LookupPerson.objects.filter(person_id=world.selma.pk).exists()


def test_one_parent_sees_nothing_of_the_others_consents_or_of_what_is_the_others_alone(
    world: World, case: Case
) -> None:
    a_consent(world, case, what="Zfridasja")
    passed_on(world, case, "Zomfrida", person=world.frida_holm)
    passed_on(world, case, "Zomselma")
    assert "Zfridasja" in seen(world, "frida")
    assert "Zomfrida" in seen(world, "frida")
    jonas = seen(world, "jonas")
    assert "Zfridasja" not in jonas
    assert "Zomfrida" not in jonas
    assert "Zomselma" in jonas


def test_a_yes_is_withdrawn_in_one_step_and_those_who_work_with_it_are_told(
    world: World, case: Case
) -> None:
    consent = a_consent(world, case)
    browser = signed_in(world.frida)
    page = BeautifulSoup(browser.get(SHARING).content.decode(), "html.parser")
    assert "kan vi ikke tage tilbage" in page.get_text(" ")
    form = page.select_one("article form")
    assert browser.post(form["action"]).status_code == 303
    consent.refresh_from_db()
    assert consent.withdrawn_at == clock.now()
    task = Task.objects.get(owner=world.anna)
    assert "Hvordan morgenerne går" in task.title
    assert task.due_on == clock.today()
    assert "Trukket tilbage" in seen(world, "frida")
    assert browser.post(form["action"]).status_code == 303
    assert Task.objects.filter(owner=world.anna).count() == 1


def test_a_withdrawn_consent_is_no_ground_any_more(world: World, case: Case) -> None:
    consent = a_consent(world, case)
    signed_in(world.frida).post(f"{SHARING}{consent.public_id}/traek-tilbage/")
    consent.refresh_from_db()
    with pytest.raises(Refused, match="no_ground"):
        passed_on(world, case, "x", ground=DisclosureGround.CONSENT, consent=consent)


@pytest.mark.parametrize("who", ["jonas", "selma_user", "oliver_user", "lars_user", "ida"])
def test_nobody_withdraws_anothers_yes(world: World, case: Case, who: str) -> None:
    consent, before = a_consent(world, case), AuditLine.objects.count()
    address = f"{SHARING}{consent.public_id}/traek-tilbage/"
    assert signed_in(world.users[who]).post(address).status_code == 404
    consent.refresh_from_db()
    assert consent.withdrawn_at is None
    assert AuditLine.objects.count() == before


def test_what_was_passed_on_says_the_ground_and_what_is_not_told_is_absent(
    world: World, case: Case
) -> None:
    passed_on(world, case, "Zfortalt")
    passed_on(world, case, "Zskjult", is_told_to_family=False)
    shown = seen(world, "frida")
    assert "Zfortalt" in shown
    assert "Underretningspligten (barnets lov § 133)" in shown
    assert "Zskjult" not in shown


def test_a_child_under_15_sees_what_was_shared_together_with_a_worker(
    world: World, case: Case
) -> None:
    for address in (SHARING, "/min-side/hvem-har-set/"):
        assert signed_in(world.selma_user).get(address).status_code == 404
    shown = seen(world, "selma_user", "/min-side/")
    assert "En voksen, der hjælper jer" in shown
    assert "Hvem har set på dig?" not in shown


def test_yes_is_one_tap_and_staff_see_who_is_missing(world: World, case: Case) -> None:
    meeting = a_meeting(case, world, world.frida_holm, world.jonas_holm)
    browser = signed_in(world.frida)
    page = BeautifulSoup(browser.get("/min-side/").content.decode(), "html.parser")
    form = page.select_one("#moeder form")
    assert browser.post(form["action"], {"reply": "yes"}).status_code == 303
    assert "Du har sagt ja" in seen(world, "frida", "/min-side/")
    assert "Du har sagt ja" not in seen(world, "jonas", "/min-side/")
    staff = text(signed_in(world.anna).get(f"/sager/{case.public_id}/"))
    assert "1 af 2 har sagt ja, Jonas" in staff
    assert "mangler" in staff
    assert "1 af 2 har sagt ja" in text(signed_in(world.anna).get("/"))
    assert MeetingPerson.objects.get(meeting=meeting, person=world.frida_holm).replied_by_id


def test_another_time_is_proposed_and_shown_to_staff(world: World, case: Case) -> None:
    meeting = a_meeting(case, world, world.frida_holm)
    address = f"/min-side/moede/{meeting.public_id}/"
    day = clock.today() + timedelta(days=5)
    sent = {"reply": "other_time", "on": day.isoformat(), "at": "14:00"}
    assert signed_in(world.frida).post(address, sent).status_code == 303
    assert "kl. 14.00" in text(signed_in(world.anna).get(f"/sager/{case.public_id}/"))
    assert "Du har foreslået" in seen(world, "frida", "/min-side/")
    assert signed_in(world.frida).post(address, {"reply": "no"}).status_code == 303
    seat = MeetingPerson.objects.get(meeting=meeting, person=world.frida_holm)
    assert (seat.reply, seat.proposed_at) == ("no", None)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Vælg, om du kommer"),
        ({"reply": "maaske"}, "Vælg, om du kommer"),
        ({"reply": "other_time"}, "Vælg den dag og det tidspunkt"),
        ({"reply": "other_time", "on": "2020-01-01", "at": "10:00"}, "Datoen kan ikke passe"),
        ({"reply": "other_time", "on": "9999-12-31", "at": "10:00"}, "Datoen kan ikke passe"),
        ({"reply": "other_time", "on": "abc", "at": "25:99"}, "gyldig"),
    ],
)
def test_an_answer_that_is_none_is_refused_and_nothing_is_kept(
    world: World, case: Case, sent: dict[str, str], words: str
) -> None:
    meeting = a_meeting(case, world, world.frida_holm)
    refused = signed_in(world.frida).post(f"/min-side/moede/{meeting.public_id}/", sent)
    assert refused.status_code == 422
    assert words in text(refused)
    assert not MeetingPerson.objects.exclude(reply="").exists()


@pytest.mark.parametrize("who", ["jonas", "selma_user", "lars_user", "ida", "karl_user"])
def test_a_meeting_one_is_not_asked_to_is_not_found(world: World, case: Case, who: str) -> None:
    meeting = a_meeting(case, world, world.frida_holm)
    browser = signed_in(world.users[who])
    assert browser.get(f"/min-side/moede/{meeting.public_id}/").status_code == 404
    address = f"/min-side/moede/{meeting.public_id}/"
    assert browser.post(address, {"reply": "yes"}).status_code == 404


def test_a_cancelled_meeting_takes_no_answer(world: World, case: Case) -> None:
    meeting = a_meeting(case, world, world.frida_holm)
    cancel_meeting(by=SYSTEM, meeting=meeting, version=meeting.version, reason="moved")
    address = f"/min-side/moede/{meeting.public_id}/"
    assert signed_in(world.frida).post(address, {"reply": "yes"}).status_code == 404


def test_a_worker_writes_down_what_they_were_told(world: World, case: Case) -> None:
    meeting = a_meeting(case, world, world.frida_holm, world.selma)
    address = f"/moeder/{meeting.public_id}/svar/"
    browser = signed_in(world.anna)
    sent = {f"svar-{world.selma.public_id}": "no"}
    assert browser.post(address, sent).status_code == 303
    assert "kan ikke" in text(browser.get(f"/sager/{case.public_id}/"))
    assert signed_in(world.erik).get(address).status_code == 404
    assert browser.post(address, {f"svar-{world.selma.public_id}": "x"}).status_code == 422
