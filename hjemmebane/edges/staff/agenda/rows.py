"""From what the agenda knows to what the components show."""

from datetime import date

from django.urls import reverse

from hjemmebane.domain.deadlines import ObligationState
from hjemmebane.domain.explanation import Explanation
from hjemmebane.domain.prose_dates import sentence
from hjemmebane.domain.worklist import WorkGroup
from hjemmebane.records.agenda.queries import DueRow, ObligationPage, ObligationRow
from hjemmebane.ui.charts.deadline_ruler import DeadlineRuler
from hjemmebane.ui.rows import Action, DeadlineGroup, DeadlineRow, Link, Urgency, Why

NOBODY = "Ingen har den endnu"
URGENCIES = {
    WorkGroup.OVER: Urgency.LATE,
    WorkGroup.THIS_WEEK: Urgency.WEEK,
    WorkGroup.NEXT_WEEK: Urgency.LATER,
    WorkGroup.LATER: Urgency.LATER,
}
STATE_URGENCIES = {
    ObligationState.OVERDUE: Urgency.LATE,
    ObligationState.DUE_SOON: Urgency.WEEK,
    ObligationState.MET: Urgency.DONE,
    ObligationState.MET_LATE: Urgency.DONE,
    ObligationState.NOT_APPLICABLE: Urgency.DONE,
}


def why_of(page: ObligationPage, today: date) -> Why:
    """Return a deadline opened in place: rule, law, events, sum, what closes it."""
    told, key = page.explanation, page.row.public_id
    return Why(
        rule=told.title,
        arithmetic=" ".join(told.arithmetic),
        closes_by=told.closes,
        version=told.rule_words,
        law=(Link(told.law_text),),
        events=tuple(Link(sentence(line.text)) for line in told.events),
        other=_other(told),
        ruler=_ruler(page, today),
        catalogue_href=reverse("staff:catalogue_rule", args=[told.rule_key, told.rule_version]),
        print_href=reverse("staff:obligation_paper", args=[key]),
    )


def _other(told: Explanation) -> tuple[tuple[str, str], ...]:
    found = []
    if told.first_words:
        found.append(("To frister", told.first_words))
    if told.stage:
        found.append(("Hvor fast er reglen", sentence(told.stage)))
    return (*found, ("Kilde", f"{told.source}. {sentence(told.source_status)}"))


def _ruler(page: ObligationPage, today: date) -> DeadlineRuler | None:
    told = page.explanation
    if told.due_on <= told.starts_on:
        return None
    local = next((row for row in page.beside if row.is_local), None)
    return DeadlineRuler(
        start=told.starts_on,
        due=told.due_on,
        today=today,
        local_due=local.due_on if local else None,
        local_label="jeres egen regel",
    )


def deadline_row(
    row: ObligationRow, *, reason: str = "", action: Action | None = None
) -> DeadlineRow:
    """Return one deadline as a line; its name leads to the page that explains it."""
    return DeadlineRow(
        when=sentence(row.left_words).rstrip("."),
        day=row.due_short,
        title=titled(row),
        detail=f"{row.law_text} · {reason or sentence(row.state.label)}",
        urgency=STATE_URGENCIES.get(row.state, Urgency.LATER),
        href=reverse("staff:obligation", args=[row.public_id]),
        action=action,
    )


def titled(row: ObligationRow) -> str:
    """Return the deadline's name and whom it is about."""
    return f"{row.name}, {row.person}" if row.person else row.name


def deadline_groups(rows: list[DueRow]) -> tuple[DeadlineGroup, ...]:
    """Return the worklist under its headings, in the order it was given."""
    groups = []
    for group in WorkGroup:
        lines = [deadline_row(r.obligation, reason=r.reason) for r in rows if r.group is group]
        if lines:
            groups.append(DeadlineGroup(group.label, URGENCIES[group], tuple(lines)))
    return tuple(groups)
