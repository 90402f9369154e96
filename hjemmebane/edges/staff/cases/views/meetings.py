"""Meetings and talks in a case: planned, held, cancelled."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from hjemmebane.catalogue import current_profile
from hjemmebane.domain.agenda import AbsenceGround, MeetingCancelReason, MeetingKind, Seat
from hjemmebane.domain.meeting_types import MissingReason
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.edges.staff.cases.forms.fields import word
from hjemmebane.edges.staff.cases.forms.meetings import (
    CancelMeetingForm,
    HeldMeetingForm,
    MeetingForm,
    SeatsForm,
)
from hjemmebane.edges.staff.cases.views.parts import (
    READ_OR_SEND,
    after,
    case_url,
    day_errors,
    family_choices,
    reader,
    show_form,
    today,
)
from hjemmebane.records.access.doors import needs, staff_door
from hjemmebane.records.access.queries import team_of, user_by_public_id
from hjemmebane.records.agenda.actions import Said, cancel_meeting, hold_meeting
from hjemmebane.records.agenda.queries import MeetingRow, get_meeting, meetings_of
from hjemmebane.records.cases import actions, queries
from hjemmebane.records.people.queries import get_person
from hjemmebane.ui.http import attempt
from hjemmebane.ui.words import moment

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User
    from hjemmebane.records.agenda.models import Meeting
    from hjemmebane.records.cases.models import Case

PLACE = "moeder"
PLAN_FAULTS = {
    "family_not_asked": "family",
    "risk_not_assessed": "family",
    "meeting_ends_before_start": "ends",
    "date_out_of_reach": "on",
}


@staff_door
@needs("case.plan_meeting")
@require_http_methods(READ_OR_SEND)
def meeting_new(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Plan a meeting with the family, formal or not said in words."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    form = MeetingForm(
        request.POST or None,
        initial={"kind": MeetingKind.FOLLOW_UP.value, "on": today(), "team": [str(user.public_id)]},
        **_who(case, user),
    )
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.plan_case_meeting,
            case=case,
            text=form.text(),
            seats=_seats(form, user),
            by=user,
            refused_at=day_errors("on", **PLAN_FAULTS),
        )
        answer = after(request, outcome, form, case_url(public_id, PLACE), "Mødet er planlagt.")
        if answer:
            return answer
    lead = "Familien er med. Barnet kan have sin egen samtale."
    return show_form(request, case, form, "Planlæg møde", submit="Planlæg", lead=lead)


@staff_door
@needs("case.plan_meeting")
@require_http_methods(READ_OR_SEND)
def meeting_held(request: HttpRequest, public_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Note who came to a meeting and what was agreed."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    meeting, row = _meeting(case, meeting_id, user)
    asked = {
        "version": row.version,
        "family": [seat.person.public_id for seat in row.seats if seat.person],
        "team": _asked_workers(case, row),
        "others": ", ".join(seat.words for seat in row.seats if _is_other(seat)),
        "absence_ground": row.absence_key,
        "absence_text": row.absence_text,
    }
    form = HeldMeetingForm(request.POST or None, initial=asked, **_who(case, user))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        outcome = attempt(
            form,
            hold_meeting,
            meeting=meeting,
            version=data["version"],
            there=_seats(form, user),
            agreements=data["agreements"],
            absence_ground=word(AbsenceGround, data["absence_ground"]),
            absence_text=data["absence_text"],
            said=Said(word(MissingReason, data["missing_reason"]), data["missing_text"]),
            by=user,
            refused_at={"family_absent": "absence_ground", "party_missing": "missing_reason"},
        )
        stored = {"agreements": row.agreements}
        url = case_url(public_id, PLACE)
        answer = after(request, outcome, form, url, "Mødet er noteret som holdt.", stored)
        if answer:
            return answer
    lead = f"{_when(row)} {current_profile().meeting(row.kind).belongs}".strip()
    return show_form(request, case, form, "Mødet er holdt", lead=lead)


@staff_door
@needs("case.plan_meeting")
@require_http_methods(READ_OR_SEND)
def meeting_cancel(request: HttpRequest, public_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Cancel a planned meeting with its reason."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    meeting, row = _meeting(case, meeting_id, user)
    form = CancelMeetingForm(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            cancel_meeting,
            meeting=meeting,
            version=form.cleaned_data["version"],
            reason=MeetingCancelReason(form.cleaned_data["reason"]),
            by=user,
        )
        url = case_url(public_id, PLACE)
        answer = after(request, outcome, form, url, "Mødet er aflyst.", {"reason": ""})
        if answer:
            return answer
    return show_form(request, case, form, "Aflys møde", submit="Aflys mødet", lead=_when(row))


def _meeting(case: "Case", meeting_id: UUID, user: "User") -> tuple["Meeting", MeetingRow]:
    """Return a meeting of this very case, as it stands and as it is shown."""
    meeting = get_meeting(meeting_id, user)
    rows = {row.public_id: row for row in meetings_of(case.dossier, user)}
    if str(meeting.public_id) not in rows or meeting.course_id is not None:
        raise NotVisible("meeting", meeting_id)
    return meeting, rows[str(meeting.public_id)]


def _who(case: "Case", user: "User") -> dict[str, Any]:
    """Return those who can be asked: the child and parents, and the workers around them."""
    team = {row.user_public_id: f"{row.name}, {row.title}" for row in team_of(case.dossier)}
    team.setdefault(str(user.public_id), user.name)
    return {"family": family_choices(case, user), "team": list(team.items())}


def _seats(form: SeatsForm, user: "User") -> list[Seat]:
    data = form.cleaned_data
    family = [Seat(person_id=get_person(key, user).pk) for key in data["family"]]
    team = [Seat(user_id=user_by_public_id(key).pk) for key in data["team"]]
    return [*family, *team, *(Seat(label=name) for name in form.other_names())]


def _asked_workers(case: "Case", row: MeetingRow) -> Iterable[str]:
    asked = {seat.user_id for seat in row.seats}
    return [one.user_public_id for one in team_of(case.dossier) if one.user_id in asked]


def _is_other(seat: Any) -> bool:
    return seat.person is None and seat.user_id is None


def _when(row: MeetingRow) -> str:
    formal = "Formelt" if row.is_formal else "Uformelt"
    return f"{row.label}, {moment(row.starts_at)}. {formal}."
