"""The daily control of the deadlines: what was kept otherwise than what happened gives."""

from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hjemmebane.domain.difference_reasons import SeenReason
from hjemmebane.edges.staff.leadership.forms import SeenForm
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.leadership import actions, differences
from hjemmebane.records.leadership.differences import DifferenceRow, RunRow
from hjemmebane.ui.http import attempt, done, form_page
from hjemmebane.ui.words import at_time, count, moment, weekday_day

PLACE_MAX = 20
COLUMNS = ("Frist", "Sådan står den", "Sådan regnes den", "Siden")
SEEN_COLUMNS = ("Frist", "Sådan står den", "Sådan regnes den", "Set efter")
RUN_COLUMNS = ("Kørt", "Enhed", "Mapper", "Nye forskelle", "Væk igen")


class DifferenceLine(NamedTuple):
    """One difference in ready words, with the ways to what it is about."""

    title: str
    kind: str
    href: str
    as_kept: str
    by_events: str
    since: str
    seen: str


class RunLine(NamedTuple):
    """One run of the control in ready words."""

    when: str
    unit: str
    dossiers: int
    came: int
    went: int


@staff_door
@needs("difference.note_seen")
@require_safe
def control(request: StaffRequest) -> HttpResponse:
    """Show what differs in the reader's teams and units, what was seen, and the last runs."""
    place = request.GET.get("efter", "")[:PLACE_MAX]
    page = differences.differences_to_see(request.user, place)
    here = reverse("staff:control")
    runs = differences.control_runs(request.user)
    context = {
        "lines": [_line(row) for row in page.rows],
        "seen": [] if place else [_line(row) for row in differences.differences_seen(request.user)],
        "runs": [] if place else [_run(row) for row in runs],
        "columns": COLUMNS,
        "seen_columns": SEEN_COLUMNS,
        "run_columns": RUN_COLUMNS,
        "note": _waiting(differences.differences_waiting(request.user)),
        "last": f"Sidst {moment(runs[0].ran_at)}." if runs else "Den har ikke kørt endnu.",
        "next_url": f"{here}?{urlencode({'efter': page.after})}" if page.after else "",
        "first_url": here if place else "",
    }
    return render(request, "staff/leadership/control.html", context)


def _waiting(number: int) -> str:
    return count(number, "forskel", "forskelle") if number else ""


def titled(row: DifferenceRow) -> str:
    """Return the deadline's name and whom it is about."""
    return f"{row.name}, {row.person}" if row.person else row.name


def _line(row: DifferenceRow) -> DifferenceLine:
    return DifferenceLine(
        title=titled(row),
        kind=row.kind.label,
        href=reverse("staff:difference", args=[row.public_id]),
        as_kept=row.as_kept,
        by_events=row.by_events,
        since=weekday_day(row.since),
        seen=seen_words(row),
    )


def seen_words(row: DifferenceRow) -> str:
    """Return who looked at a difference, when, and what they found."""
    if row.seen_at is None:
        return ""
    said = f"{row.seen_reason}. {row.seen_text}".strip().rstrip(".")
    return f"{said}. {row.seen_by}, {weekday_day(row.seen_at)}"


def _run(row: RunRow) -> RunLine:
    when = f"{weekday_day(row.ran_at)} {at_time(row.ran_at)}"
    return RunLine(when, row.unit, row.dossiers, row.came, row.went)


@staff_door
@needs("difference.note_seen")
@require_http_methods(["GET", "HEAD", "POST"])
def difference(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Show one difference with the ways to the deadline and the case; let the leader note it."""
    found = differences.get_difference(public_id, request.user)
    row = differences.difference_row(found, request.user)
    back = reverse("staff:control")
    form = SeenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.note_difference_seen,
            by=request.user,
            difference=found,
            reason=SeenReason(form.cleaned_data["reason"]),
            text=form.cleaned_data["text"],
        )
        if outcome:
            said = "Det er noteret. Er forskellen der ikke mere i morgen, forsvinder den selv."
            return done(request, back, said)
        row = differences.difference_row(found, request.user)
    rule = [row.rule_key, row.rule_version]
    facts = [
        ("Sådan står den", row.as_kept),
        ("Sådan regnes den", row.by_events),
        ("Fundet", weekday_day(row.since)),
        ("Regel", row.law_text),
    ]
    context = {
        "title": titled(row),
        "kind": row.kind.label,
        "facts": facts + ([("Set efter", seen_words(row))] if row.seen_at else []),
        "form": form,
        "can_note": row.seen_at is None and not row.is_gone,
        "is_gone": row.is_gone,
        "back": back,
        "links": _links(row, reverse("staff:catalogue_rule", args=rule)),
    }
    return form_page(request, "staff/leadership/difference.html", context, form)


def _links(row: DifferenceRow, rule_href: str) -> list[tuple[str, str]]:
    links = []
    if row.obligation_id:
        links.append(("Åbn fristen", reverse("staff:obligation", args=[row.obligation_id])))
    if row.case_id:
        links.append(("Åbn sagen", reverse("staff:case", args=[row.case_id])))
    return [*links, ("Se reglen", rule_href)]
