"""Scenes that a fresh demo lacks, set through the pages, so that every page has its case.

A link to answer, questions from one unit to the other, a wish for extension, files being made.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import islice

from django.core.management import call_command
from django.db.models import F
from django.test import Client
from django.urls import reverse

from hjemmebane.records.access.guard import writing
from hjemmebane.records.access.models import User
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.documents.models import FamilyReading, Report
from hjemmebane.records.intake.models import EnquiryChild, NotifiedChild
from tests.journeys import visits
from tests.journeys.finders import Find, Kwargs, of, once

TRIES = 400
SOON = "2027-06-01"


def set_scenes() -> None:
    """Set what a fresh demo lacks, through the pages that staff use."""
    send(visits.DORTE, "staff:feedback_link_make", visits.COURSE, a_person)
    send(visits.DORTE, "staff:feedback_link_make", visits.COURSE, a_person)
    send(visits.DORTE, "staff:course_extension", open_to(visits.CAMILLA), a_wish)
    unassessed = of(NotifiedChild, assessed_at=None)
    send(visits.KIRSTEN, "staff:notification_new", once, a_notification)
    send(visits.KIRSTEN, "staff:notified_child_identify", unassessed, a_child)
    send(visits.KIRSTEN, "staff:notified_child_known", unassessed, nothing)
    send(visits.KIRSTEN, "staff:notification_new", once, a_notification)
    send(visits.HANNE, "partners:notification_new", once, a_notification)
    send(visits.HANNE, "partners:enquiry_new", once, an_enquiry)
    send(visits.GRY, "staff:mirror_ask", of(EnquiryChild), a_ground)
    read = of(Report, "report_id", state="family_review")
    send(visits.DORTE, "staff:report_files", visits.REPORT, nothing)
    for name in (visits.FRIDA, visits.JONAS):
        if has_something_to_read(name):
            send(name, "family:portal_report", read, a_reading)
    send(visits.KAREN, "staff:report_send", read, nothing)
    send(visits.ANNA, "staff:calendar_open", once, nothing)
    send(visits.ANNA, "staff:case_event", visits.OPEN_CASE, an_application)
    push_a_deadline()
    call_command("jobs", "--once")


def push_a_deadline() -> None:
    """Move a deadline of a leader's team by hand, so that the daily control finds it."""
    camilla = User.objects.get(name=visits.CAMILLA)
    open_now = Obligation.objects.visible_to(camilla).unsettled().ours()
    row = open_now.filter(rule_key="F3", chosen_on=None, moved_to=None).latest("due_at")
    row.due_at += timedelta(30)
    with writing():
        row.save(update_fields=["due_at"])


def open_to(who: str) -> Find:
    """Return what finds the running courses that somebody else may open too."""

    def found(user: User | None) -> Iterator[Kwargs]:
        client = browser(who)
        for kwargs in visits.RUNNING_COURSE(user):
            if client.get(reverse("staff:course", kwargs=kwargs)).status_code == 200:
                yield kwargs

    return found


def has_something_to_read(who: str) -> bool:
    """Return whether a report waits for somebody who has not marked it read as it stands."""
    mine = FamilyReading.objects.filter(
        person_id=User.objects.get(name=who).person_id, report__state="family_review"
    )
    return mine.exclude(edition=F("report__edition")).exists()


def send(
    who: str,
    name: str,
    find: Find,
    fill: Callable[[str], dict[str, str]],
) -> None:
    """Send a form as somebody would; the first address that takes it is enough."""
    client = browser(who)
    user = User.objects.get(name=who)
    for kwargs in islice(find(user), TRIES):
        shown = client.get(reverse(name, kwargs=kwargs).replace("/link/", "/"))
        filled = fill(shown.content.decode())
        answer = client.post(reverse(name, kwargs=kwargs), filled)
        if answer.status_code == 303:
            return
    raise SystemExit(f"{who} could not send {name}")


def an_application(shown: str) -> dict[str, str]:
    """Return that the family asked for early help, which has a published time of answer."""
    return {
        "kind": "application_received",
        "happened_on": "2026-11-23",
        "measure_key": "konsulentbistand",
        "text": "",
        "chosen_on": "",
    }


def a_ground(shown: str) -> dict[str, str]:
    """Return on what ground the question is put."""
    return {"ground": "danger"}


def a_reading(shown: str) -> dict[str, str]:
    """Return that the report is read."""
    return {"do": "read"}


def nothing(shown: str) -> dict[str, str]:
    """Return a form in which nothing is chosen."""
    return {"sent": "yes"}


def a_wish(shown: str) -> dict[str, str]:
    """Return a wish for a later end."""
    return {"new_end_on": SOON, "reason": "goals_nearly_met"}


def a_child(shown: str) -> dict[str, str]:
    """Return who a notified child is."""
    return {"given_name": "Alma", "family_name": "Prøve", "born_on": "2017-05-05"}


def a_notification(shown: str) -> dict[str, str]:
    """Return a notification that somebody telephoned in, or wrote."""
    return {
        "mark": mark_of(shown),
        "danger": "no",
        "on": "2026-11-24",
        "at": "08:00",
        "concern_source": "school",
        "child1_name": "Alma Prøve",
        "reasons": "wellbeing",
        "text": "Alma er meget alene.",
        "reporter_name": "Naboen",
        "reporter_contact": "00 00 00 00",
    }


def an_enquiry(shown: str) -> dict[str, str]:
    """Return a partner's enquiry made with the family."""
    return {
        **a_notification(shown),
        "contact_name": "Mor",
        "contact_phone": "00 00 00 00",
        "has_family_agreed": "on",
    }


def mark_of(shown: str) -> str:
    """Return the one-time mark of a form."""
    _, _, after = shown.partition('name="mark" value="')
    return after.partition('"')[0]


def a_person(shown: str) -> dict[str, str]:
    """Return the first person a page lets one choose."""
    _, _, after = shown.partition('name="person" value="')
    return {"person": after.partition('"')[0]}


def browser(who: str) -> Client:
    """Return a client signed in as somebody."""
    client = Client(raise_request_exception=True, SERVER_NAME="localhost")
    if who:
        client.force_login(User.objects.get(name=who))
    return client
