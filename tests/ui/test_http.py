"""Answers the edges give: done, refused, faulty, overtaken."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import reverse

from hjemmebane.domain.refusals import Refused
from hjemmebane.ui import http, refusals
from hjemmebane.ui.forms import ManyChips


class NoteForm(forms.Form):
    note = forms.CharField(label="Notat", max_length=200)
    place = forms.ChoiceField(label="Sted", choices=[("a", "Hos Frida"), ("b", "Hos Jonas")])
    who = forms.MultipleChoiceField(
        label="Hvem", choices=[("f", "Frida"), ("v", "Viggo")], widget=ManyChips
    )


SENT = {"note": "mit", "place": "a", "who": ["f"], "version": "1"}


def post(headers: dict[str, str] | None = None) -> HttpRequest:
    request = RequestFactory().post("/note/", SENT, headers=headers)
    setattr(request, "_messages", CookieStorage(request))  # noqa: B010  # no middleware here
    return request


def sent_form() -> NoteForm:
    form = NoteForm(post().POST)
    assert form.is_valid()
    return form


def test_addresses_made_by_the_hundred_are_those_the_route_gives() -> None:
    address = http.addresses("staff:contact")
    for public_id in (uuid4(), uuid4()):
        assert address(str(public_id)) == reverse("staff:contact", args=[public_id])


def refuse() -> None:
    raise Refused("follow_up.close", "no_next_date")


def test_a_refused_action_becomes_an_error_of_the_form_in_danish() -> None:
    form = sent_form()
    assert not http.attempt(form, refuse)
    assert form.non_field_errors() == [refusals.sentence("no_next_date")]


def test_a_refusal_may_stand_at_the_field_it_is_about() -> None:
    form = sent_form()
    http.attempt(form, refuse, refused_at={"no_next_date": "note"})
    assert form.errors["note"] == [refusals.sentence("no_next_date")]


def test_what_an_action_returns_comes_back() -> None:
    outcome = http.attempt(sent_form(), lambda *, by: f"gemt af {by}", by="Anna")
    assert outcome
    assert outcome.value == "gemt af Anna"


def test_other_errors_than_refusals_are_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        http.attempt(sent_form(), lambda: 1 / 0)


def test_an_unknown_refusal_has_a_general_sentence() -> None:
    assert refusals.sentence("never_heard_of") == refusals.GENERAL


def test_a_refusal_keeps_one_meaning_in_the_whole_house() -> None:
    with pytest.raises(ValueError, match="stale"):
        refusals.say({"stale": "Noget andet."})


def test_done_leads_on_with_303_and_with_a_header_for_htmx() -> None:
    plain = http.done(post(), "/videre/", "Gemt.")
    assert (plain.status_code, plain["Location"]) == (303, "/videre/")
    quick = http.done(post({"HX-Request": "true"}), "/videre/")
    assert (quick.status_code, quick["HX-Redirect"]) == (204, "/videre/")


def test_faults_answer_422_and_an_unsent_form_200() -> None:
    template = "components/form_fields.html"
    faulty, fresh = NoteForm({"note": ""}), NoteForm()
    assert http.form_page(post(), template, {"form": faulty}, faulty).status_code == 422
    assert http.form_page(post(), template, {"form": fresh}, fresh).status_code == 200


def overtaken() -> tuple[int, BeautifulSoup]:
    stored = {"note": "deres", "place": "a", "who": ["v"]}
    response = http.conflict_page(
        post(), sent_form(), stored, version=2, changed_by="Esben", layout="layouts/public.html"
    )
    return response.status_code, BeautifulSoup(response.content, "html.parser")


def test_the_loser_sees_both_versions_of_what_differs() -> None:
    status, page = overtaken()
    assert status == 409
    assert [one["value"] for one in page.select("input[name=note]")] == ["mit", "deres"]
    assert "Esben gemte" in page.get_text()


def test_the_loser_can_take_over_single_fields_and_send_again() -> None:
    _, page = overtaken()
    kept = {str(one["name"]): one["value"] for one in page.select("form input[type=hidden]")}
    assert kept["place"] == "a"
    assert kept["version"] == "2"
    boxes = {one["value"]: one.has_attr("checked") for one in page.select("input[name=who]")}
    assert boxes == {"f": True, "v": False}
