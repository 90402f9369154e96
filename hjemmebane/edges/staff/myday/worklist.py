"""What to reach and why: the law's deadlines first, then what else waits, in one list."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.urls import reverse

from hjemmebane import catalogue, clock
from hjemmebane.domain.calendar import end_of_day
from hjemmebane.domain.deadlines import EventKind
from hjemmebane.domain.prose_dates import sentence
from hjemmebane.domain.worklist import DAYS_IN_A_WEEK, WorkGroup
from hjemmebane.edges.staff.agenda.rows import URGENCIES, titled, why_of
from hjemmebane.edges.staff.myday.other import other_rows
from hjemmebane.edges.staff.myday.seen import Seen
from hjemmebane.records.access.acting import may
from hjemmebane.records.agenda.queries import DueRow, ObligationRow, due_for
from hjemmebane.records.agenda.queries.opened import first_clocks, opened
from hjemmebane.records.cases.queries.day import CaseKeys, case_keys
from hjemmebane.ui.rows import Action, DeadlineGroup, DeadlineRow, Why
from hjemmebane.ui.words import clock_time, near_day, weekday_day

# The act that closes an obligation: what the button says, its page, the right it takes.
ACTS = {
    EventKind.DANGER_READ: ("Læs for fare", "enquiry_read", "enquiry.read"),
    EventKind.FIRST_CONTACT: ("Skriv første kontakt", "enquiry_contact", "enquiry.contact"),
    EventKind.DANGER_ASSESSED: ("Vurder", "notified_child_assess", "notified_child.assess"),
    EventKind.RECEIPT_SENT: (
        "Send kvittering",
        "notification_receipt",
        "notification.send_receipt",
    ),
    EventKind.ASSESSMENT_FINISHED: ("Skriv vurdering", "assessment", "assessment.finish"),
    EventKind.PLAN_MADE: ("Skriv plan", "case_plan", "plan.make"),
    EventKind.FOLLOW_UP_HELD: ("Forbered", "follow_up", "follow_up.start"),
}
# An answer is read for danger under the same rule as an enquiry, on a page of its own.
READ_ANSWER = ("Læs svaret", "response", "response.read_for_danger")
ABOUT_ITSELF = frozenset(
    {
        EventKind.DANGER_READ,
        EventKind.FIRST_CONTACT,
        EventKind.DANGER_ASSESSED,
        EventKind.RECEIPT_SENT,
    }
)


def groups(seen: Seen) -> tuple[DeadlineGroup, ...]:
    """Return the list under its headings; within each, the law first and by the weighed order."""
    rows: dict[WorkGroup, list[DeadlineRow]] = defaultdict(list)
    for group, row in (*_obligations(seen), *other_rows(seen, _until(seen))):
        rows[group].append(row)
    return tuple(
        DeadlineGroup(group.label, URGENCIES[group], tuple(rows[group]))
        for group in WorkGroup
        if rows[group]
    )


def _until(seen: Seen) -> datetime:
    """Return the end of next week."""
    monday = seen.today - timedelta(days=seen.today.weekday())
    return end_of_day(monday + timedelta(days=2 * DAYS_IN_A_WEEK - 1))


def _obligations(seen: Seen) -> list[tuple[WorkGroup, DeadlineRow]]:
    due = due_for(seen.user, seen.now, _until(seen), weights=seen.weights, signals=seen.signals)
    if not due:
        return []
    dossiers = {row.obligation.dossier_id for row in due}
    only = {row.obligation.public_id for row in due}
    pages = opened(dossiers, seen.user, seen.now, only=only)
    whys = {page.row.public_id: why_of(page, seen.today) for page in first_clocks(pages)}
    keys = case_keys(dossiers, seen.user)
    return [
        (row.group, _row(row, whys[row.obligation.public_id], keys, seen))
        for row in due
        if row.obligation.public_id in whys
    ]


def _row(row: DueRow, why: Why, keys: dict[int, CaseKeys], seen: Seen) -> DeadlineRow:
    found = row.obligation
    law = found.law_text if not found.is_local else f"Lokal regel · {found.law_text}"
    return DeadlineRow(
        when=sentence(found.left_words).rstrip("."),
        day=due_day(found, seen),
        title=titled(found),
        detail=" · ".join(part for part in (law, order_reason(row)) if part),
        urgency=URGENCIES[row.group],
        href=reverse("staff:obligation", args=[found.public_id]),
        why=why,
        action=_act(found, keys.get(found.dossier_id), seen),
    )


def order_reason(row: DueRow) -> str:
    """Return why the row stands where it stands, without the days the left column says."""
    said = sentence(row.obligation.left_words)
    return row.reason.removeprefix(f"{said} tilbage.").removeprefix(said).strip()


def due_day(row: ObligationRow, seen: Seen) -> str:
    """Return the day, and the moment where the clock counts hours."""
    if row.is_whole_day:
        return weekday_day(row.due_on)
    return f"{near_day(row.due_on, seen.today)} {clock_time(row.due_at.astimezone(clock.ZONE))}"


def _act(row: ObligationRow, case: CaseKeys | None, seen: Seen) -> Action | None:
    """Return the one act that closes the obligation, where the reader may do it."""
    rule = catalogue.current().rule(row.rule_key, row.rule_version)
    words, name, right = ACTS.get(rule.satisfied_by, ("", "", ""))
    if row.about_kind == "response":
        words, name, right = READ_ANSWER
    if not name or not may(seen.user, right):
        return None
    if rule.satisfied_by in ABOUT_ITSELF:
        return Action(words, reverse(f"staff:{name}", args=[row.about_id]))
    if case is None:
        return None
    if name != "assessment":
        return Action(words, reverse(f"staff:{name}", args=[case.public_id]))
    if case.assessment_id:
        args = [case.public_id, case.assessment_id]
        return Action(words, reverse("staff:assessment", args=args))
    return Action("Åbn sagen", reverse("staff:case", args=[case.public_id]))
