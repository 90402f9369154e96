"""Groups on the pages: opened, planned, a place asked for, who came; the family's own place."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from hjemmebane.records.courses.models import Group, GroupAttendance, GroupPlace
from tests.cast import ANCHOR, World, signed_in
from tests.edges.staff_courses_forms import form_of, page_of
from tests.records.courses_story import a_prevention_course


def send(client: Any, address: str, **more: str) -> Any:
    return client.post(address, form_of(client.get(address)) | more)


def test_a_group_is_opened_filled_and_held_and_the_family_sees_its_own_place(world: World) -> None:
    client = signed_in(world.nadia)
    more = {"title": "Klar til barn", "co_host": "provider", "starts_on": "2026-11-01"}
    assert send(client, "/grupper/ny/", **more).status_code == 303
    group = Group.objects.get()
    address = reverse("staff:group", args=[group.public_id])
    day = (ANCHOR - timedelta(days=2)).isoformat()
    held = send(client, f"{address}gang/", day=day, hour="16:00", theme="Søvn")
    assert held.status_code == 303
    course = a_prevention_course(world)
    asked = send(
        client,
        reverse("staff:group_ask", args=[course.public_id]),
        group=str(group.public_id),
        aim="Jeg vil turde spørge",
    )
    assert asked.status_code == 303
    session = group.sessions.get()
    place = GroupPlace.objects.get()
    noted = send(client, f"{address}gange/{session.public_id}/", there=str(place.public_id))
    assert noted.status_code == 303
    assert GroupAttendance.objects.get().was_there
    shown = page_of(client.get(address)).text
    assert "kom 1 af 1 gange" in shown
    assert "Tidlig Forebyggelse og Familiehuset" in shown
    own = page_of(signed_in(world.ida).get(reverse("family:portal"))).text
    assert "Klar til barn" in own
    assert "Jeg vil turde spørge" in own


def test_a_place_that_does_not_exist_for_the_reader_cannot_be_left(world: World) -> None:
    client = signed_in(world.nadia)
    send(client, "/grupper/ny/", title="Familiedag", co_host="provider")
    course = a_prevention_course(world)
    group = Group.objects.get()
    ask = reverse("staff:group_ask", args=[course.public_id])
    send(client, ask, group=str(group.public_id), aim="Ro")
    place = GroupPlace.objects.get()
    leave = reverse("staff:group_leave", args=[group.public_id, place.public_id])
    other = signed_in(world.dorte)
    assert other.get(leave).status_code == 404
    assert (
        "1 anden familie, som du ikke er på"
        in page_of(other.get(reverse("staff:group", args=[group.public_id]))).text
    )
    assert send(client, leave).status_code == 303
    assert GroupPlace.objects.get().state == "left"
