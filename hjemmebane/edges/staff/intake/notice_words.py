"""Ready words for Underretninger: what its templates show, said once."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.urls import NoReverseMatch, reverse

from hjemmebane.domain.corrections import Corrected
from hjemmebane.domain.intake import NotificationOutcome
from hjemmebane.records.access.acting import may
from hjemmebane.records.agenda.queries.corrections import CorrectionRow
from hjemmebane.records.intake.queries import (
    NotificationList,
    NotificationPage,
    NotifiedChildRow,
)
from hjemmebane.records.intake.queries.notifications import Due, NotificationRow
from hjemmebane.ui import words
from hjemmebane.ui.intake_words import CONCERN, NOT_TOLD, OUTCOMES, REASONS
from hjemmebane.ui.rows import Action, DeadlineGroup, DeadlineRow, Urgency

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User

# The right each step for a notified child takes.
RIGHTS = {
    "notified_child_assess": "notified_child.assess",
    "notified_child_identify": "notified_child.identify",
    "notified_child_known": "notified_child.ask_if_known",
    "notified_child_refer": "notified_child.refer",
}
KNOWN = {"yes": "Ja", "no": "Nej"}


@dataclass(frozen=True)
class ChildLine:
    """One notified child, in words."""

    public_id: str
    name: str
    meta: str
    clock: str
    clock_day: str
    urgency: Urgency
    why_href: str
    assessment: tuple[tuple[str, str], ...]
    known: str
    steps: tuple[Action, ...]


def notification_crumbs() -> list[tuple[str, str]]:
    """Return the way back to Underretninger."""
    return [("Underretninger", reverse("staff:notifications"))]


def notification_actions(user: "User") -> tuple[Action, ...]:
    """Return what the reader may begin from Underretninger."""
    if not may(user, "notification.receive"):
        return ()
    text, href = "Skriv underretning ned", reverse("staff:notification_new")
    acts = [Action(text, href, kind="primary")]
    if may(user, "referral.pass_on"):
        acts.append(Action("Familien beder selv om hjælp", reverse("staff:self_referral")))
    return tuple(acts)


NOTHING = {
    Urgency.LATE: "Ingen børn venter på at blive vurderet.",
    Urgency.WEEK: "Ingen mangler en kvittering.",
    Urgency.DONE: "Ingen underretninger er vurderet endnu.",
}


def notification_groups(
    found: NotificationList, now: datetime, *, only_done: bool = False
) -> list[tuple[DeadlineGroup, str]]:
    """Return the list in three groups, each with what to say where it is empty.

    Clocks that run, receipts to send, what is done; after the first page what is done alone.
    """
    groups = [
        DeadlineGroup("Uret løber", Urgency.LATE, _rows(found.running, now)),
        DeadlineGroup("Kvittering mangler", Urgency.WEEK, _rows(found.receipts, now)),
        DeadlineGroup("Vurderet", Urgency.DONE, _rows(found.done, now)),
    ]
    return [(group, NOTHING[group.urgency]) for group in groups[2 if only_done else 0 :]]


def _rows(rows: tuple[NotificationRow, ...], now: datetime) -> tuple[DeadlineRow, ...]:
    return tuple(_row(row, now) for row in rows)


def _row(row: NotificationRow, now: datetime) -> DeadlineRow:
    names = words.listing([child.name for child in row.children])
    marks = ["Fare sagt ved henvendelsen" if row.is_danger_said else ""]
    marks.append("Mistanke om vold" if row.suspects_violence else "")
    detail = [
        f"Modtaget {words.moment(row.received_at)}",
        f"{CONCERN[row.concern_source]}{', anonym' if row.is_anonymous else ''}",
        *(str(REASONS[key]) for key in row.reasons),
        *(mark for mark in marks if mark),
    ]
    return DeadlineRow(
        when=clock_words(row.next_due_at, now) if row.next_due_at else "Færdig",
        day=words.moment(row.next_due_at) if row.next_due_at else "",
        title=names,
        detail=" · ".join(detail),
        urgency=urgency(row.next_due_at, now),
        href=reverse("staff:notification", args=[row.public_id]),
    )


def clock_words(due_at: datetime, now: datetime) -> str:
    """Return how much of the clock is left, or how long it is over."""
    left = words.span(abs(due_at - now))
    return f"{left} over" if now > due_at else f"{left} tilbage"


def urgency(due_at: datetime | None, now: datetime) -> Urgency:
    """Return how near a moment is."""
    if due_at is None:
        return Urgency.DONE
    return Urgency.LATE if now > due_at else Urgency.WEEK


def notification_words(page: NotificationPage, user: "User", now: datetime) -> dict[str, Any]:
    """Return one notification in words."""
    row = page.row
    return {
        "page": page,
        "title": f"Underretning om {words.listing([child.name for child in row.children])}",
        "facts": _facts(page),
        "children": [_child(child, user, now) for child in row.children],
        "receipt": _receipt(row, now),
        "can_send_receipt": not row.is_anonymous
        and row.receipt_sent_at is None
        and may(user, "notification.send_receipt"),
        "correct_url": reverse("staff:notification_correct", args=[row.public_id])
        if may(user, "notification.correct")
        else "",
        "corrections": [_corrected(one) for one in page.corrections],
        "crumbs": notification_crumbs(),
    }


def _corrected(row: CorrectionRow) -> str:
    """Return one correction in a line: what it said, what it says, why, who and when."""
    was, became = (_as_told(row.what, one) for one in (row.was, row.became))
    by = f" af {row.corrected_by}" if row.corrected_by else ""
    when = words.moment(row.corrected_at)
    return f"{row.what.label}: {was}, rettet til {became}. {row.why}. Rettet {when}{by}."


def _as_told(what: Corrected, said: str) -> str:
    if what is Corrected.RECEIVED_AT:
        return words.moment(datetime.fromisoformat(said))
    return str(CONCERN[said])


def _facts(page: NotificationPage) -> list[tuple[str, str]]:
    row = page.row
    who = "Anonym" if row.is_anonymous else page.reporter
    rows = [
        ("Modtaget", words.moment(row.received_at)),
        ("Skrevet ned", words.moment(page.registered_at)),
        ("Fra", words.listing([t for t in (who, page.reporter_unit) if t])),
        ("Bekymringen kom fra", str(CONCERN[row.concern_source])),
        ("Grunde", words.listing([str(REASONS[key]) for key in row.reasons])),
    ]
    if page.reporter_contact:
        rows.append(("Kontakt", page.reporter_contact))
    if row.suspects_violence:
        rows.append(("Mistanke om vold eller overgreb", "Ja"))
    if page.enquiry_received_at:
        rows.append(("Begyndte som henvendelse", words.moment(page.enquiry_received_at)))
    return rows


def _receipt(row: NotificationRow, now: datetime) -> str:
    if row.is_anonymous:
        return "Kan ikke sendes: underretteren er anonym."
    if row.receipt_sent_at:
        return f"Sendt {words.moment(row.receipt_sent_at)}."
    due = row.receipt_due
    return f"Senest {words.moment(due.due_at)} ({clock_words(due.due_at, now)})." if due else ""


def _child(child: NotifiedChildRow, user: "User", now: datetime) -> ChildLine:
    due = child.due if child.assessed_at is None else None
    age = f"{child.age} år" if child.age is not None else ""
    born = f"født {words.short_date(child.born_on)}" if child.born_on else ""
    seen = "" if child.card else "ikke fundet i registeret"
    return ChildLine(
        public_id=child.public_id,
        name=child.name,
        meta=", ".join(part for part in (age, born, seen) if part),
        clock=clock_words(due.due_at, now) if due else "Vurderet",
        clock_day=words.moment(due.due_at) if due else "",
        urgency=urgency(due.due_at if due else None, now),
        why_href=_why(child.due),
        assessment=_assessment(child),
        known=_known(child),
        steps=_steps(child, user),
    )


def _why(due: Due | None) -> str:
    """Return the page that explains the deadline, where there is one."""
    try:
        return reverse("staff:obligation", args=[due.obligation_id]) if due else ""
    except NoReverseMatch:
        return ""


def _assessment(child: NotifiedChildRow) -> tuple[tuple[str, str], ...]:
    if child.assessed_at is None:
        return ()
    rows = [
        ("Vurderet", f"{words.moment(child.assessed_at)} af {child.assessed_by}"),
        ("I fare", "Ja" if child.is_in_danger else "Nej"),
        ("Bygger på", child.assessment_text),
        ("Så sker", OUTCOMES[child.outcome]),
    ]
    if child.acute_action:
        rows.insert(2, ("Gjort med det samme", child.acute_action))
    return tuple(rows)


def _known(child: NotifiedChildRow) -> str:
    return " ".join(part for part in (_asked(child), _referred(child)) if part)


def _referred(child: NotifiedChildRow) -> str:
    if child.referred_at is None:
        return ""
    return f"Henvist til Tidlig Forebyggelse {words.moment(child.referred_at)}."


def _asked(child: NotifiedChildRow) -> str:
    if child.known_asked_at is None:
        return ""
    told = NOT_TOLD.get(child.not_told_reason)
    family = (
        f"Familien får det ikke at vide: {told.lower()}." if told else "Familien får det at vide."
    )
    if child.known_answered_at is None:
        return f"Spurgt {words.moment(child.known_asked_at)}. Intet svar endnu. {family}"
    answer = KNOWN.get(child.known_answer, "")
    return (
        f"Kendt i Tidlig Forebyggelse? {answer}, {words.moment(child.known_answered_at)}. {family}"
    )


def _steps(child: NotifiedChildRow, user: "User") -> tuple[Action, ...]:
    names = []
    if child.assessed_at is None:
        names.append(("Vurder", "notified_child_assess", "primary"))
    if child.card is None:
        names.append(("Find i registeret", "notified_child_identify", "second"))
    elif child.known_asked_at is None and child.assessed_at is None:
        names.append(("Kendt i Tidlig Forebyggelse?", "notified_child_known", "second"))
    if child.assessed_at and not child.is_in_danger and child.card and not child.referred_at:
        names.append(("Henvis til Tidlig Forebyggelse", "notified_child_refer", "second"))
    steps = [
        Action(text, reverse(f"staff:{name}", args=[child.public_id]), kind=kind)
        for text, name, kind in names
        if may(user, RIGHTS[name])
    ]
    is_to_open = child.outcome == NotificationOutcome.OPEN_CASE and not child.has_case
    if is_to_open and may(user, "case.open_for_child"):
        place = f"{reverse('staff:case_open')}?barn={child.public_id}"
        steps.append(Action("Åbn sag", place, kind="primary"))
    return tuple(steps)


def name_given(name: str) -> dict[str, str]:
    """Return a name as given, in its two parts."""
    given, _, family = name.rpartition(" ")
    return {"given_name": given or family, "family_name": family if given else ""}
