"""What the tests of bad input share: the doors, the forms behind them, and what is sent to them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode, urljoin

from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, resolve

from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.courses import actions as courses
from hjemmebane.records.courses.models import Course
from hjemmebane.records.intake import actions as intake
from hjemmebane.records.intake.models import NotifiedChild
from tests.cast import World, signed_in
from tests.edges.sending import Writes, looked_at, rows, sent, undone
from tests.matrix.routes import addresses, all_routes
from tests.page_forms import PageField, PageForm, read_forms
from tests.records.cases_story import fresh
from tests.records.courses_story import appointment
from tests.records.intake_story import ASTA, decision, notified, read

DOORS = {
    "nobody": ("demo_sign_in", "family:advice_answer", "family:enquiry", "family:notification"),
    "frida": (
        "family:portal_feedback",
        "family:portal_meeting",
        "family:portal_report",
        "family:portal_withdraw",
    ),
    "hanne": (
        "partners:enquiry_new",
        "partners:feedback",
        "partners:notification_new",
        "partners:task_finish",
    ),
    "kirsten": (
        "staff:notification_correct",
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
        "staff:course_carry_on",
        "staff:course_hand_on",
        "staff:course_team",
        "staff:course_place",
        "staff:course_place_leave",
        "staff:course_method",
        "staff:course_element",
        "staff:course_focus",
        "staff:course_goal_stance",
        "staff:course_pause",
        "staff:course_buyout",
        "staff:course_resume",
        "staff:course_milestone",
        "staff:group_ask",
        "staff:group_leave",
        "staff:group_new",
        "staff:group_session",
        "staff:group_session_new",
        "staff:course_phase",
        "staff:course_target",
        "staff:course_topic",
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
    "pia": ("staff:service", "staff:report_send_unread", "staff:course_extension_decide"),
    "camilla": (
        "staff:coordination",
        "staff:decision_decline",
        "staff:decision_new",
        "staff:deputies",
        "staff:difference",
        "staff:follow_up",
        "staff:goal_edit",
        "staff:goal_new",
        "staff:goal_progress",
        "staff:measure_end",
        "staff:measure_start",
        "staff:what_ifs",
    ),
    "anna": (),
    "sofie": ("staff:system_new",),
}
LONG, MEGA = "x" * 20_000, "x" * 1_000_000
SIGNS = "\U0001f469\u200d\U0001f467 e\u0301 \u202e\u200b <script>alert(1)</script> {{ 7 }}"
HUGE, FAR_BACK = str(2**64), "-9223372036854775809"
TEXTS = (LONG, SIGNS)
NUMBERS = ("abc", HUGE, FAR_BACK)
DAYS = ("abc", "9999-12-31", "0001-01-01")
MOMENTS = ("abc", "9999-12-31T23:59", "0001-01-01T00:00", "2026-10-25T02:30", "2027-03-28T02:30")
BAD = {
    "number": NUMBERS,
    "date": DAYS,
    "datetime-local": MOMENTS,
    "time": ("abc", "25:99"),
    "hidden": ("", "abc", HUGE),
}
NOT_AN_OPTION = (HUGE,)
NOT_OURS = ("/konto/", "/ui/")
LATER = "2026-12-15"
TAKEN = {200, 204, 302, 303}
WORDS = {"text", "textarea", "search", "email", "tel", "number", "date"}
NEARLY: dict[str, dict[str, Any]] = {
    "staff:service": {"free": "3"},
    "family:enquiry": {
        "danger": "no",
        "contact_name": "Rikke Krog",
        "contact_phone": "00 00 11 22",
        "has_family_agreed": "on",
    },
    "staff:decision_new": {"ladder_step": "3"},
    "staff:decision_correct": {"on": "2026-09-01"},
    "staff:notification_correct": {"concern_source": "network"},
    "staff:follow_up_move": {"next_on": "2027-02-01"},
    "staff:follow_up_rhythm": {"every_weeks": "6"},
    "staff:case_risk": {"level": "some"},
    "staff:case_event": {"kind": "application_received", "chosen_on": "2027-02-01"},
    "staff:case_person_add": {
        "given_name": "Inge",
        "family_name": "Krog",
        "kind": "grandparent",
        "custody": "no",
    },
    "staff:case_person_relation": {"kind": "parent"},
}
# Refused here however right: the same goal stands twice, the code is unknown, a measure runs, the
# family has not read, no decision waits or was given, the group is full, the first on the list is
# on the team already or has a visit alone. Their fields are tried all the same.
NEVER_TAKEN = {
    "family:advice_answer",
    "staff:break_glass",
    "staff:case_close",
    "staff:case_meeting_held",
    "staff:case_meeting_new",
    "staff:case_open",
    "staff:case_person_end",
    "staff:complaint_new",
    "staff:coordination_activate",
    "staff:course_carry_on",
    "staff:course_end",
    "staff:course_outcome",
    "staff:course_phase",
    "staff:course_place_leave",
    "staff:course_resume",
    "staff:course_team",
    "staff:decision_consent",
    "staff:decision_decline",
    "staff:follow_up_grant",
    "staff:follow_up_move",
    "staff:goals_apart",
    "staff:group_ask",
    "staff:obligation_lift",
    "staff:report_send",
    "staff:report_send_unread",
}
NIGHTS = ("2026-10-25", "2027-03-28")
NEVER_READ = {"csrfmiddlewaretoken"}


@dataclass
class Found:
    """A form on a page, and who fills it in."""

    who: str
    page: str
    form: PageForm
    right: dict[str, Any] = field(default_factory=dict)
    is_taken: bool = False

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


def client_of(world: World, who: str) -> Client:
    """Return a browser at a door."""
    client = Client() if who == "nobody" else signed_in(world.users[who])
    client.raise_request_exception = False
    return client


def pages(world: World, route: str) -> list[str]:
    """Return a route's addresses; the access matrix complains of a route that has none."""
    try:
        return addresses(world, route)
    except NoReverseMatch:
        return []


def forms_of(world: World, who: str) -> list[Found]:
    """Return every form somebody meets on any page, each kind once."""
    client, found = client_of(world, who), {}
    for route in all_routes():
        for page in pages(world, route):
            answer = client.get(page)
            if answer.status_code != 200 or answer.streaming:
                continue
            for form in read_forms(answer.content):
                one = Found(who, page, form)
                found.setdefault(one.key, one)
    return [one for one in found.values() if not one.target.startswith(NOT_OURS)]


def is_tried_at(who: str, route: str) -> bool:
    """Return whether a form is this door's to try; Anna tries what nobody else does."""
    elsewhere = {name for routes in DOORS.values() for name in routes}
    return route not in elsewhere if who == "anna" else route in DOORS[who]


def forms_at(world: World, who: str) -> list[Found]:
    """Return the forms of a door with a body that is taken, in any of the door's situations."""
    client, best = client_of(world, who), {}
    for _ in situations(world, who):
        for one in forms_of(world, who):
            known = best.get(one.key)
            if is_tried_at(who, one.key[0]) and not (known and known.is_taken):
                find_right(client, one)
                best[one.key] = one if one.is_taken else known or one
    return list(best.values())


def situations(world: World, who: str) -> Iterator[None]:
    """Bring the world, one after the other, into each situation that a door has forms for."""
    yield
    if who == "gry":
        yield from _enquiries(world)
    if who == "kirsten":
        world.more["notification"] = notified()
        world.more["notified_child"] = NotifiedChild.objects.get(notification=world.notification)
        yield
        intake.identify_child(by=SYSTEM, notified_child=world.notified_child, person=world.selma)
        yield
    if who == "dorte":
        world.more["planned"] = courses.plan_contact(
            by=fresh(world.dorte),
            course=world.course,
            appointment=appointment(world, date(2026, 11, 23)),
        )
        yield
    if who == "anna":
        case = world.oliver_open_case
        world.more |= {"case": case, "assessment": case.assessments.get()}
        yield


def _enquiries(world: World) -> Iterator[None]:
    """Bring the enquiry into each state: read, anonymous, taken in, given to a worker."""
    one_child = {"children": (ASTA,)}
    for more in ({"is_anonymous": True}, {}):
        world.more["enquiry"] = read(world.gry, **one_child, **more)
        yield
    intake.triage(by=fresh(world.gry), enquiry=world.enquiry, decision=decision())
    yield
    intake.allocate(by=SYSTEM, enquiry=world.enquiry, worker=world.nadia)
    yield


def of_what_runs(forms: Iterable[Found]) -> list[Found]:
    """Return the forms that stand on no ended course: what is asked there is refused, rightly."""
    ended = Course.objects.filter(ended_on__isnull=False).values_list("public_id", flat=True)
    over = [str(public_id) for public_id in ended]
    return [one for one in forms if not any(number in one.page for number in over)]


def find_right(client: Client, one: Found) -> None:
    """Find the body nearest to right: one that is taken, where the situation allows any."""
    form, more = one.form, NEARLY.get(one.key[0], {})
    empty = [name for name, row in form.fields.items() if row.kind == "date" and row.is_empty]
    later = {**dict.fromkeys(empty, LATER), **more}
    bodies = (
        *(form.filled(**more), form.ticked(**more), form.ticked(**later)),
        *(form.full(**more), form.full(**later)),
    )
    one.right = bodies[0]
    for body in bodies:
        with undone():
            one.is_taken = sent(client, one.target, body).status_code in TAKEN
        if one.is_taken:
            one.right = body
            return


@dataclass
class Bad:
    """A body no person would send, and whether it must be refused."""

    what: str
    body: dict[str, Any] | str
    target: str = ""
    must_refuse: bool = False


def bad_bodies(world: World, one: Found) -> Iterator[Bad]:
    """Return each bad body of a form: one field wrong at a time, each kind of row once."""
    yield Bad("empty", {})
    yield from _bad_signs(one)
    yield from _clock_changes(one)
    yield from _other_addresses(world, one)
    seen = set(NEVER_READ)
    for name, row in one.form.fields.items():
        if without_number(name) not in seen:
            seen.add(without_number(name))
            yield from _bad_field(world, one, row)


def _bad_field(world: World, one: Found, row: PageField) -> Iterator[Bad]:
    is_choice = row.kind in {"select", "radio", "checkbox"} and row.options != ["on"]
    for value in bad_values(world, row):
        what = f"{row.name}={value[:40]!r}"
        yield Bad(what, {**one.right, row.name: value}, must_refuse=is_choice)
    yield Bad(f"{row.name} twice", {**one.right, row.name: [*(one.right.get(row.name) or ""), "y"]})


def bad_values(world: World, row: PageField) -> tuple[str, ...]:
    """Return values that a field cannot mean, or hardly; a choice is also offered strangers."""
    if not row.options:
        return BAD.get(row.kind, TEXTS)
    stranger = world.noah
    ids = (str(stranger.pk), str(stranger.public_id))
    offered = (value for value in ids if value not in row.options)
    return (*NOT_AN_OPTION, *offered)


def _bad_signs(one: Found) -> Iterator[Bad]:
    """Return what no field can keep: a NUL, half a sign, and a million signs."""
    name = next((n for n, row in one.form.fields.items() if row.kind in WORDS), "text")
    right = {key: value for key, value in one.right.items() if key != name}
    wire = urlencode(right, doseq=True)
    yield Bad("NUL", {**right, name: "a\0b"}, must_refuse=True)
    yield Bad("half a sign", f"{wire}&{name}=%ED%A0%80%ff")
    yield Bad("a million signs", {**right, name: MEGA}, must_refuse=True)


def _clock_changes(one: Found) -> Iterator[Bad]:
    """Return the hour that is twice and the hour that is not, where a form asks day and time."""
    kinds = {name: row.kind for name, row in one.form.fields.items()}
    if "time" not in kinds.values():
        return
    for night in NIGHTS:
        asked = {"date": night, "time": "02:30"}
        moved = {name: asked[kind] for name, kind in kinds.items() if kind in asked}
        yield Bad(f"02:30 on {night}", {**one.right, **moved})


def _other_addresses(world: World, one: Found) -> Iterator[Bad]:
    """Return the right body, sent to the same form of families the sender may not see."""
    client, route = client_of(world, one.who), one.key[0]
    for page in pages(world, route):
        if page != one.target and client.get(page).status_code == 404:
            yield Bad(f"to {page}", one.right, target=page, must_refuse=True)


def faults_of(client: Client, one: Found, bad: Bad, before: dict[str, int]) -> list[str]:
    """Return what is wrong with the answer to a bad body."""
    writes = Writes()
    with undone(), connection.execute_wrapper(writes):
        answer = sent(client, bad.target or one.target, bad.body)
        faults = looked_at(answer)
        if writes.seen and answer.status_code not in TAKEN and rows() != before:
            faults.append(f"wrote, though it answered {answer.status_code}")
    if bad.must_refuse and answer.status_code in TAKEN:
        faults.append(f"took it: {answer.status_code}")
    return [f"{one.key[0]} {bad.what}: {fault}" for fault in faults]
