"""The partners' door: with the family, one's own and nobody else's."""

from datetime import date

import pytest
from django.urls import reverse

from hjemmebane.domain.access import Area, RoleKey, UnitKind, UniversalServiceType, UserKind
from hjemmebane.records.access import actions as access
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.intake import actions
from hjemmebane.records.intake.models import Enquiry, Notification
from tests.cast import signed_in
from tests.edges.intake_forms_story import enquiry_post, notification_post
from tests.records.intake_story import notified

HOME = "/samarbejde/"


@pytest.fixture
def hanne(world):
    return signed_in(world.hanne)


@pytest.mark.req("S2-AAB-10")
def test_a_teacher_must_have_the_family_in_on_it(hanne):
    without = hanne.post("/samarbejde/henvendelse/", enquiry_post())

    assert without.status_code == 422
    assert "skal familien være med i det" in without.content.decode()
    assert not Enquiry.objects.exists()


@pytest.mark.req("S2-AAB-08", "S4-SIH-02")
def test_a_teacher_with_the_family_sends_and_sees_their_own(hanne, world):
    sent = hanne.post("/samarbejde/henvendelse/", enquiry_post(has_family_agreed="on"), follow=True)

    assert "Henvendelsen er sendt." in sent.content.decode()
    kept = Enquiry.objects.get()
    assert (kept.concern_source, kept.partner_unit) == ("school", world.school)
    assert "Asta Krog" in hanne.get(HOME).content.decode()


@pytest.mark.req("S2-CON-05", "S2-AAB-08")
@pytest.mark.parametrize(
    "service",
    [
        "sundhedspleje",
        "dagtilbud",
        "tandpleje",
        "skole",
        "fritidsklub",
        "ppr",
        "uu",
        "ssp",
        "ungdomsuddannelse",
    ],
)
def test_each_of_the_nine_universal_services_has_a_unit_that_may_enquire(world, service):
    unit = access.open_unit(
        by=SYSTEM,
        key="place",
        name="Stedet",
        area=Area.UNIVERSAL,
        kind=UnitKind.UNIVERSAL,
        service_type=UniversalServiceType(service),
    )
    user = access.create_user(
        by=SYSTEM, email="p@lindeborg.example", name="Per", kind=UserKind.PARTNER
    )
    access.give_role(
        by=SYSTEM, user=user, role=RoleKey.PARTNER, unit=unit, from_on=date(2020, 1, 1)
    )

    sent = signed_in(user).post("/samarbejde/henvendelse/", enquiry_post(has_family_agreed="on"))

    assert sent.status_code == 303
    assert Enquiry.objects.get().partner_unit.service_type == service
    assert len(UniversalServiceType) == 9


def test_danger_tells_the_teacher_to_ring_at_once(hanne):
    sent = hanne.post("/samarbejde/underretning/", notification_post(danger="yes"), follow=True)

    assert "Ring 112 eller den sociale døgnvagt nu" in sent.content.decode()
    assert Notification.objects.get().danger_answer == "yes"


def test_a_teacher_follows_the_receipt_of_their_own_notification(hanne, world):
    notification = notified(by=world.hanne)
    address = reverse("partners:notification", args=[notification.public_id])

    assert "Kommer inden 6 hverdage" in hanne.get(address).content.decode()
    actions.send_receipt(by=world.kirsten, notification=notification)
    assert "Sendt" in hanne.get(address).content.decode()


def test_another_partners_notification_does_not_exist_for_a_teacher(hanne, world):
    notification = notified(by=world.line, text="Zlinetekst")

    address = reverse("partners:notification", args=[notification.public_id])

    assert hanne.get(address).status_code == 404
    assert "Zlinetekst" not in hanne.get(HOME).content.decode()


@pytest.mark.parametrize("who", ["anna", "gry", "frida"])
def test_nobody_else_comes_in_by_the_partners_door(world, who):
    assert signed_in(world.users[who]).get(HOME).status_code == 404


def test_the_same_notification_sent_twice_is_kept_once(hanne):
    given = notification_post()
    hanne.post("/samarbejde/underretning/", given)

    assert hanne.post("/samarbejde/underretning/", given).status_code == 422
    assert Notification.objects.count() == 1


def test_a_task_that_is_not_theirs_does_not_exist(hanne, world):
    address = reverse("partners:task_finish", args=[world.selma.public_id])

    assert hanne.post(address, {"version": "1"}).status_code == 404
