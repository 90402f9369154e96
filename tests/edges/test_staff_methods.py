"""Noting a method on the page: the question first, and VISO where the answer is not no."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from hjemmebane.records.access import actions as access
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.courses.models import MethodUse
from tests.cast import World, signed_in
from tests.edges.staff_courses_forms import form_of, page_of
from tests.records.courses_story import a_course


def sent(world: World, key: str, **more: Any) -> Any:
    """Return what the form answers to a note of Dorte's."""
    access.add_competence(
        by=SYSTEM, user=world.dorte, key="psychologist", since_on=date(2024, 1, 1)
    )
    course = a_course(world)
    client = signed_in(world.dorte)
    address = reverse("staff:course_method", args=[course.public_id, key])
    data = form_of(client.get(address)) | {
        "used_by": str(world.dorte.public_id),
        "summary": "Med egne ord",
        **more,
    }
    return client.post(address, data)


@pytest.mark.req("S2-FAV-28")
@pytest.mark.parametrize("told", [{}, {"family_told": "not_asked"}, {"family_told": "yes"}])
def test_a_test_in_a_placement_case_is_stopped_and_points_to_viso(world: World, told) -> None:
    answer = sent(world, "psychological-test", placement="yes", **told)
    assert answer.status_code == 422
    assert "VISO" in page_of(answer).select_one("main .hb-error").text
    assert not MethodUse.objects.exists()


def test_nothing_is_chosen_before_the_family_is_asked(world: World) -> None:
    course = a_course(world)
    address = reverse("staff:course_method", args=[course.public_id, "mim"])
    page = page_of(signed_in(world.dorte).get(address))
    assert page.select("main [checked]") == []
    assert "gæt ikke ud fra navn eller fødested" in page.text
    assert "Ingen på forløbet er oplært i metoden" in page.text


def test_a_method_used_stands_on_the_page_of_the_course(world: World) -> None:
    assert sent(world, "morning-walkthrough").status_code == 303
    course = MethodUse.objects.get().course
    page = signed_in(world.dorte).get(reverse("staff:course", args=[course.public_id]))
    assert "Morgenen gået igennem, Dorte Kjær" in page_of(page).text
