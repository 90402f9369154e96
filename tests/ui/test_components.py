"""Components, layouts and forms as every page uses them."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from django import forms
from django.contrib.messages.storage.cookie import CookieStorage
from django.template import engines
from django.test import RequestFactory

from hjemmebane.ui import gallery
from hjemmebane.ui.forms import Arrows, Scale, numbers
from hjemmebane.ui.rows import Day, DayEntry

UI = Path(gallery.__file__).parent
STYLE = (UI / "static" / "ui" / "hjemmebane.css").read_text(encoding="utf-8")
SCRIPT = (UI / "static" / "ui" / "hjemmebane.js").read_text(encoding="utf-8")


def page(view: str) -> BeautifulSoup:
    request = RequestFactory().get("/ui/")
    setattr(request, "_messages", CookieStorage(request))  # noqa: B010  # no middleware here
    return BeautifulSoup(getattr(gallery, view)(request).content, "html.parser")


def rendered(text: str, **values: object) -> BeautifulSoup:
    return BeautifulSoup(engines["django"].from_string(text).render(values), "html.parser")


def one(found: BeautifulSoup | Tag, selector: str) -> Tag:
    """Return the first that matches; the test fails when none does."""
    tag = found.select_one(selector)
    assert tag, selector
    return tag


BOTH = pytest.mark.parametrize("view", ["staff", "family"])


@BOTH
def test_the_gallery_needs_nothing_the_strict_policy_forbids(view: str) -> None:
    found = page(view)
    assert not found.select("style, [style], script:not([src])")
    assert not [tag for tag in found.find_all() if any(name.startswith("on") for name in tag.attrs)]


@BOTH
def test_the_gallery_has_one_heading_a_title_and_a_way_past_the_menu(view: str) -> None:
    found = page(view)
    assert len(found.find_all("h1")) == 1
    assert found.title
    assert one(found, "a.skip")["href"] == "#indhold"
    assert found.select_one("main#indhold")


@BOTH
def test_no_name_is_given_to_two_things(view: str) -> None:
    names = [tag["id"] for tag in page(view).find_all(id=True)]
    assert sorted(names) == sorted(set(names))


@BOTH
def test_every_field_has_a_label_and_points_at_what_explains_it(view: str) -> None:
    found = page(view)
    names = {tag["id"] for tag in found.find_all(id=True)}
    for tag in found.select("[aria-describedby]"):
        assert set(str(tag["aria-describedby"]).split()) <= names
    for field in found.select("input:not([type=hidden]), select, textarea"):
        assert found.select(f'label[for="{field["id"]}"]') or field.find_parent("label")


def test_every_component_is_shown_in_the_gallery() -> None:
    shown = "".join(
        (UI / "templates" / path).read_text(encoding="utf-8")
        for path in ("ui/gallery.html", "ui/gallery_family.html")
    )
    inside = "".join(
        path.read_text(encoding="utf-8") for path in (UI / "templates").rglob("*.html")
    ) + "".join(path.read_text(encoding="utf-8") for path in UI.rglob("*.py"))
    for path in (UI / "templates" / "components").rglob("*.html"):
        name = path.relative_to(UI / "templates" / "components").as_posix()
        is_shown = name in shown or f'component "{path.stem}"' in shown
        assert is_shown or f"components/{name}" in inside, name


def test_a_wrapper_sees_only_what_it_is_given() -> None:
    found = rendered(
        '{% component "notice" tone="warn" %}<p>{{ hidden }}</p>{% endcomponent %}',
        hidden="x",
        title="lækket",
    )
    assert one(found, "p").get_text() == "x"
    assert "lækket" not in found.get_text()


def test_words_from_people_are_never_markup() -> None:
    found = rendered('{% include "components/words.html" with text=said only %}', said="<b>hej</b>")
    assert not found.find("b")
    assert "<b>hej</b>" in found.get_text()


def test_faults_are_listed_first_and_lead_to_their_fields() -> None:
    class Form(forms.Form):
        name = forms.CharField(label="Navn")
        answer = forms.ChoiceField(label="Svar", widget=Scale, choices=numbers(0, 10))

    found = rendered("{{ form }}", form=Form({}))
    targets = [str(a["href"])[1:] for a in found.select(".errors a")]
    assert targets == ["id_name", "id_answer_group"]
    assert all(found.find(id=target) for target in targets)
    assert one(found, "#id_name")["aria-invalid"] == "true"


def test_a_scale_has_nothing_chosen_beforehand() -> None:
    class Form(forms.Form):
        answer = forms.ChoiceField(label="Svar", widget=Scale, choices=numbers(0, 10))

    found = rendered("{{ form }}", form=Form())
    assert len(found.select("input[type=radio]")) == 11
    assert not found.select("input[checked]")


def test_three_arrows_say_forward_same_and_hard() -> None:
    class Form(forms.Form):
        goal = forms.ChoiceField(
            label="Mål", widget=Arrows, choices=[("f", "Fremad"), ("s", "Som før"), ("b", "Svært")]
        )

    found = rendered("{{ form }}", form=Form())
    assert len({path["d"] for path in found.select("path.arrow")}) == 3


def test_a_deadline_opens_in_place_with_its_whole_reckoning() -> None:
    opened = one(page("staff"), "details.why[open]")
    terms = [term.get_text() for term in opened.select("dt")]
    assert terms == ["Regel", "Lov", "Hændelser", "Regnestykke", "Lukkes af"]
    assert opened.select_one("svg.ruler")
    assert not opened.select_one("summary a, summary button")


def test_a_day_begins_at_its_first_hour_and_places_its_visits_by_quarters() -> None:
    day = Day((DayEntry("visit", "08.30", "09.15", "Holm"), DayEntry("now", "10.05")))
    assert day.hours[0] == ("08", "q1")
    assert [one.place for one in day.placed] == ["q3 z6", "q9 z10"]


def test_the_public_page_begins_with_what_to_do_in_danger() -> None:
    found = page("family")
    assert one(found, "aside.danger a[href='tel:112']") in one(found, "main").find_all_previous("a")


def test_the_family_page_can_be_hidden_and_its_tab_says_nothing() -> None:
    found = page("family")
    assert one(found, "title").get_text() == "Din side"
    assert str(one(found, "a[data-hide]")["href"]).startswith("https://")


def test_the_script_evaluates_nothing_and_keeps_nothing_on_the_device() -> None:
    assert not re.search(
        r"\beval\(|new Function|localStorage|sessionStorage|indexedDB|innerHTML", SCRIPT
    )
    assert "location.replace" in SCRIPT


def test_colours_stand_in_the_tokens_at_the_top() -> None:
    rules = STYLE.split("/* --- ground", 1)[1]
    named = set(re.findall(r"#[0-9a-f]{3,6}\b", rules))
    assert named <= {"#fff", "#f7f7f7", "#dfe3e8", "#8fa9b8", "#febb30"}


def test_nothing_hides_under_the_tabs_of_a_phone() -> None:
    assert "scroll-padding: 7.2rem 0 calc(var(--tabs) + 3.2rem)" in STYLE
    assert "padding-bottom: var(--tabs)" in STYLE
    assert "body.has-tabs { --tabs: 6rem; }" in STYLE
