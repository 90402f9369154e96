"""Every form of the house, sent with what no person would write: never a fault, never a trace.

The forms are read from the rendered pages, so that one field is wrong and the others are right.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from hjemmebane.records.access.models import AuditLine
from hjemmebane.records.access.unguarded import UNGUARDED_TABLES
from tests.cast import World, signed_in
from tests.matrix.routes import addresses, all_routes
from tests.matrix.world import make_full_world
from tests.page_forms import PageField, PageForm, read_forms

DOORS = {
    "nobody": ("demo_sign_in", "family:advice_answer", "family:enquiry", "family:notification"),
    "frida": ("family:portal_feedback", "family:portal_report"),
    "hanne": ("partners:enquiry_new", "partners:notification_new", "partners:task_finish"),
    "kirsten": (
        "staff:notification_new",
        "staff:notification_receipt",
        "staff:notified_child_assess",
        "staff:notified_child_identify",
        "staff:notified_child_known",
    ),
    "gry": (
        "staff:advice_reply",
        "staff:course_start",
        "staff:duty_contact",
        "staff:enquiry_contact",
        "staff:enquiry_family",
        "staff:enquiry_new",
        "staff:enquiry_notify",
        "staff:enquiry_read",
        "staff:enquiry_stop",
        "staff:enquiry_triage",
        "staff:enquiry_allocate",
    ),
    "dorte": (
        "staff:contact",
        "staff:contact_cancel",
        "staff:contact_edit",
        "staff:contact_move",
        "staff:contact_note",
        "staff:contact_plan",
        "staff:contact_write",
        "staff:course_milestone",
        "staff:course_phase",
        "staff:course_work_add",
        "staff:course_work_move",
        "staff:feedback_link_make",
        "staff:feedback_link_revoke",
        "staff:response_change",
        "staff:response_read",
    ),
    "nadia": ("staff:course_extension",),
    "mette": (
        "staff:report_files",
        "staff:report_open",
        "staff:report_reading",
        "staff:report_send",
        "staff:report_take_back",
    ),
    "pia": ("staff:report_send_unread", "staff:course_extension_decide"),
    "anna": (),
}
LONG, MEGA = "x" * 20_000, "x" * 1_000_000
SIGNS = "\U0001f469\u200d\U0001f467 e\u0301 \u202e\u200b <script>alert(1)</script> {{ 7 }}"
HUGE, FAR_BACK = str(2**64), "-9223372036854775809"
TEXTS = (LONG, SIGNS)
NUMBERS = ("abc", HUGE, FAR_BACK, "1e400")
DAYS = ("abc", "9999-12-31", "0001-01-01", "1850-06-01")
MOMENTS = ("abc", "9999-12-31T23:59", "0001-01-01T00:00", "2026-10-25T02:30", "2027-03-28T02:30")
BAD = {
    "number": NUMBERS,
    "date": DAYS,
    "datetime-local": MOMENTS,
    "time": ("abc", "25:99"),
    "hidden": ("", "abc", HUGE, LONG),
}
NOT_AN_OPTION = ("abc", HUGE)
NOT_OURS = ("/konto/", "/ui/")
LATER = "2026-12-15"
DONE = {303, 204}
NIGHTS = ("2026-10-25", "2027-03-28")
NEVER_READ = {"csrfmiddlewaretoken"}


@dataclass
class Found:
    """A form on a page, and who fills it in."""

    who: str
    page: str
    form: PageForm

    @property
    def target(self) -> str:
        """Return where it is sent."""
        return urljoin(self.page, self.form.action.split("#")[0])

    @property
    def key(self) -> tuple[str, ...]:
        """Return what makes it the same form as another: its route and its kinds of fields."""
        path = self.target.split("?")[0]
        return (resolve(path).view_name, *sorted({without_number(n) for n in self.form.fields}))


def without_number(name: str) -> str:
    """Return a field's name without the number of its row."""
    return "".join(sign for sign in name if not sign.isdigit() and sign != "-")


@pytest.fixture
def full(db: None, clock_set: None) -> World:
    """Return the world full of canaries."""
    return make_full_world()


def client_of(world: World, who: str) -> Client:
    """Return a browser at a door."""
    client = Client() if who == "nobody" else signed_in(world.users[who])
    client.raise_request_exception = False
    return client


def forms_of(world: World, who: str) -> list[Found]:
    """Return every form somebody meets on any page, each kind once."""
    client, found = client_of(world, who), {}
    for route in all_routes():
        for page in addresses(world, route):
            answer = client.get(page)
            if answer.status_code != 200 or answer.streaming:
                continue
            for form in read_forms(answer.content):
                one = Found(who, page, form)
                found.setdefault(one.key, one)
    return [one for one in found.values() if not one.target.startswith(NOT_OURS)]


def forms_at(world: World, who: str) -> list[Found]:
    """Return the forms that are this door's to try; Anna tries what nobody else does."""
    elsewhere = {route for routes in DOORS.values() for route in routes}
    found = forms_of(world, who)
    if who == "anna":
        return [one for one in found if one.key[0] not in elsewhere]
    return [one for one in found if one.key[0] in DOORS[who]]


def right_body(client: Client, one: Found) -> dict[str, Any]:
    """Return the body nearest to right: one that is taken, where the world allows any."""
    form, later = one.form, {}
    for name, row in form.fields.items():
        if row.kind == "date" and row.is_empty:
            later[name] = LATER
    bodies = (form.filled(), form.ticked(), form.ticked(**later), form.full(), form.full(**later))
    for body in bodies:
        with undone():
            if sent(client, one.target, body).status_code in DONE:
                return body
    return bodies[0]


def wrong_bodies(form: PageForm, right: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return what is wrong and the body, one field at a time, each kind of row once."""
    yield "empty", {}
    seen = set()
    for name, row in form.fields.items():
        if name in NEVER_READ or without_number(name) in seen:
            continue
        seen.add(without_number(name))
        for value in bad_values(row):
            yield f"{name}={value[:30]!r}", {**right, name: value}
        yield f"{name} twice", {**right, name: [*(right.get(name) or ["x"]), "y"]}


def bad_values(row: PageField) -> tuple[str, ...]:
    """Return values that a field cannot mean, or hardly."""
    return NOT_AN_OPTION if row.options else BAD.get(row.kind, TEXTS)


@contextmanager
def undone() -> Iterator[None]:
    """Undo whatever the block wrote."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Writes:
    """Notes whether a statement wrote to a table that only actions write to."""

    def __init__(self) -> None:
        self.seen = False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Run a statement and note what it was."""
        words = sql.split()
        if words and words[0] in {"INSERT", "UPDATE", "DELETE"}:
            table = words[1 if words[0] == "UPDATE" else 2].strip('"')
            self.seen = self.seen or table not in UNGUARDED_TABLES
        return execute(sql, params, many, context)


def rows() -> dict[str, int]:
    """Return how many rows each table has, save what was typed and not sent."""
    kept = [m for m in apps.get_models() if m._meta.db_table not in UNGUARDED_TABLES]
    counts = {m.__name__: m._default_manager.count() for m in kept if m.__name__ != "Draft"}
    counts["AuditLine"] = AuditLine.objects.exclude(action__startswith="draft.").count()
    return counts


def faults_of(
    client: Client, target: str, body: dict[str, Any] | str, before: dict[str, int]
) -> list[str]:
    """Return what is wrong with the answer to a bad body."""
    writes = Writes()
    with undone(), connection.execute_wrapper(writes):
        answer = sent(client, target, body)
        faults = looked_at(answer)
        if writes.seen and answer.status_code not in DONE | {302, 200} and rows() != before:
            faults.append(f"wrote, though it answered {answer.status_code}")
    return faults


def sent(client: Client, target: str, body: dict[str, Any] | str) -> HttpResponse:
    """Send a body, as names and values or raw as it goes over the wire; stay signed in."""
    kept = {name: morsel.value for name, morsel in client.cookies.items()}
    if isinstance(body, str):
        answer = client.post(target, body, content_type="application/x-www-form-urlencoded")
    else:
        answer = client.post(target, body)
    client.cookies.clear()
    client.cookies.load(kept)
    return answer


def looked_at(answer: HttpResponse) -> list[str]:
    """Return what is wrong with an answer by itself."""
    status = answer.status_code
    if status >= 500:
        return [f"answered {status}"]
    if status == 422 and not says_why(answer):
        return ["answered 422 without a sentence"]
    return []


def says_why(answer: HttpResponse) -> bool:
    """Return whether a page says in words what is wrong."""
    soup = BeautifulSoup(answer.content, "html.parser")
    return bool(soup.select_one("[role=alert]") or "Det blev ikke gemt" in soup.text)


@pytest.mark.parametrize("who", DOORS)
def test_no_form_breaks_or_writes_on_what_no_person_would_send(full: World, who: str) -> None:
    client, before, faults, tried = client_of(full, who), rows(), [], 0
    for one in forms_at(full, who):
        right = right_body(client, one)
        with undone():
            st = sent(client, one.target, right)
            if st.status_code not in DONE:
                print("NOTRIGHT", who, one.key[0], st.status_code, [e.get_text(" ")[:150] for e in BeautifulSoup(st.content, "html.parser").select("[role=alert]")])
        for what, body in wrong_bodies(one.form, right):
            tried += 1
            found = faults_of(client, one.target, body, before)
            faults += [f"{one.key[0]} {what}: {fault}" for fault in found]
    assert faults == []
    assert tried > 10
