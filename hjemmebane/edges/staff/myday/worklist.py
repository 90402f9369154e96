"""What to reach and why: the law's deadlines first, then what else waits, in one list."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from hjemmebane import catalogue, clock
from hjemmebane.domain.calendar import end_of_day
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.prose_dates import sentence
from hjemmebane.domain.worklist import Whose, WorkGroup, group_ends
from hjemmebane.edges.staff.agenda.rows import NOBODY, URGENCIES, why_of
from hjemmebane.edges.staff.myday.other import Row, other_rows
from hjemmebane.edges.staff.myday.seen import Seen
from hjemmebane.records.access.acting import may
from hjemmebane.records.access.queries import names_of_staff
from hjemmebane.records.agenda.queries import DueRow, ObligationRow, due_for
from hjemmebane.records.agenda.queries.opened import first_clocks, opened
from hjemmebane.records.cases.queries.day import CaseKeys, case_keys
from hjemmebane.records.intake.queries import names_told
from hjemmebane.records.people.queries import FamilyRow, in_sentence
from hjemmebane.ui.rows import Action, DeadlineGroup, DeadlineRow, Why
from hjemmebane.ui.words import clock_time, listing, near_day, weekday_day

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
TOLD = frozenset({"enquiry", "notification", "notified_child"})
CLOCKS = 2  # a local clock may run beside the law's for the same thing; one of them is shown
NO_TOTALS: Mapping[WorkGroup, int] = {}


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows of one list share, read once: ways in, families, names told, workers."""

    keys: dict[int, CaseKeys]
    families: dict[int, FamilyRow]
    told: dict[str, tuple[str, ...]]
    workers: dict[int, str] | None
    is_readers: bool


def groups(seen: Seen) -> tuple[DeadlineGroup, ...]:
    """Return the reader's list under its headings; the law first and by the weighed order."""
    until = end_of_next_week(seen)
    whose = Whose.OWN if seen.sees_whole_area else Whose.OWN_AND_NOBODYS
    found = obligations(seen, whose, until)
    if seen.stands_in_for:
        found += obligations(seen, Whose.STOOD_IN_FOR, until)
    return grouped((*found, *other_rows(seen, until)))


def grouped(
    found: Iterable[Row], totals: Mapping[WorkGroup, int] = NO_TOTALS
) -> tuple[DeadlineGroup, ...]:
    """Return rows under their headings, in the order given within each.

    `totals` says how many there are of each where only the nearest are shown.
    """
    rows: dict[WorkGroup, list[DeadlineRow]] = defaultdict(list)
    for group, row in found:
        rows[group].append(row)
    return tuple(
        DeadlineGroup(group.label, URGENCIES[group], tuple(rows[group]), totals.get(group, 0))
        for group in WorkGroup
        if rows[group]
    )


def end_of_next_week(seen: Seen) -> datetime:
    """Return the last moment the list looks ahead to."""
    return end_of_day(dict(group_ends(seen.today))[WorkGroup.NEXT_WEEK])


def obligations(seen: Seen, whose: Whose, until: datetime, most: int | None = None) -> list[Row]:
    """Return what the law and local rules ask until a moment, by the weighed order.

    Of others' duties each row says whose it is. `most` keeps the first so many.
    """
    due = due_for(
        seen.user,
        seen.now,
        until,
        whose=whose,
        weights=seen.weights_of,
        signals=seen.signals,
        most=most and most * CLOCKS,
    )
    if not due:
        return []
    dossiers = {row.obligation.dossier_id for row in due}
    only = {row.obligation.public_id for row in due}
    # The names stand in the rows that were found: to open them to their reasons reads none.
    pages = opened(dossiers, seen.user, seen.now, only=only, cards={})
    whys = {page.row.public_id: why_of(page, seen.today) for page in first_clocks(pages)}
    known = _known(due, dossiers, seen, whose)
    return [
        (row.group, _row(row, whys[row.obligation.public_id], known, seen))
        for row in due
        if row.obligation.public_id in whys
    ][:most]


def _known(due: list[DueRow], dossiers: set[int], seen: Seen, whose: Whose) -> Known:
    found = [row.obligation for row in due]
    about = {row.about_id for row in found if row.about_kind in TOLD}
    workers = {row.responsible_id for row in found if row.responsible_id}
    of_others = whose in (Whose.COLLEAGUES, Whose.EVERYBODYS, Whose.STOOD_IN_FOR)
    return Known(
        keys=case_keys(dossiers, seen.user),
        families=seen.known.of(dossiers),
        told=names_told(about, seen.user) if about else {},
        workers=names_of_staff(workers) if of_others else None,
        is_readers=not of_others or whose is Whose.STOOD_IN_FOR,
    )


def _row(row: DueRow, why: Why, known: Known, seen: Seen) -> DeadlineRow:
    found = row.obligation
    law = found.law_text if not found.is_local else f"Lokal regel · {found.law_text}"
    title, child = titled(found, known)
    parts = (_whose(found, known), child, law, order_reason(row))
    return DeadlineRow(
        when=sentence(found.left_words).rstrip("."),
        day=due_day(found, seen),
        title=title,
        detail=" · ".join(part for part in parts if part),
        urgency=URGENCIES[row.group],
        href=reverse("staff:obligation", args=[found.public_id]),
        why=why,
        action=_way(found, known, seen),
    )


def _way(row: ObligationRow, known: Known, seen: Seen) -> Action | None:
    """Return the act that closes a duty the reader answers for; of another's, the way to it."""
    case = known.keys.get(row.dossier_id)
    if known.is_readers:
        return _act(row, case, seen)
    return Action("Åbn sagen", reverse("staff:case", args=[case.public_id])) if case else None


def titled(row: ObligationRow, known: Known) -> tuple[str, str]:
    """Return the deadline's name with the family or the child it is about, and more of the child.

    A family is called by its own word where the case is a family's; the child's name stands below.
    """
    told = known.told.get(row.about_id)
    if told:
        more = f" og {len(told) - 1} til" if len(told) > 1 else ""
        return f"{row.name}, {told[0]}{more}", ""
    family = known.families.get(row.dossier_id)
    child = listing([str(row.person.given_name)]) if row.person else ""
    if family is None:
        return (f"{row.name}, {row.person}" if row.person else row.name), ""
    age = f"{child}, {row.person.age} år" if row.person and row.person.age is not None else child
    return f"{row.name}, {in_sentence(family.title)}", age


def _whose(row: ObligationRow, known: Known) -> str:
    if known.workers is None:
        return ""
    return known.workers.get(row.responsible_id or 0, NOBODY)


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
    if name == "assessment":
        return _assessment(words, case, seen)
    return Action(words, reverse(f"staff:{name}", args=[case.public_id]))


def _assessment(words: str, case: CaseKeys, seen: Seen) -> Action:
    """Return the way to the running assessment, or to the screening that comes before one."""
    if case.assessment_id:
        args = [case.public_id, case.assessment_id]
        return Action(words, reverse("staff:assessment", args=args))
    if not case.is_screened and may(seen.user, "case.screen"):
        return Action("Skriv screening", reverse("staff:case_screening", args=[case.public_id]))
    return Action("Åbn sagen", reverse("staff:case", args=[case.public_id]))
