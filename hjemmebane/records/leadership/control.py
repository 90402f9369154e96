"""The control reckoning: every duty from what happened, against the duties that were kept."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import islice

from hjemmebane import catalogue, clock
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.duties import Event, RuleBook, reckon_case
from hjemmebane.domain.duty_control import Difference, Kept, compare
from hjemmebane.records.access.models import Dossier, Unit
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.agenda.queries.reckoning import kept, rule_book
from hjemmebane.records.cases.queries.happened import cases_told
from hjemmebane.records.feedback.happened import answers_told
from hjemmebane.records.intake.queries.happened import enquiries_told, notifications_told

DOSSIERS_AT_ONCE = 500


def events_of(dossiers: Collection[int], now: datetime) -> dict[int, list[Event]]:
    """Return what happened in each of some dossiers, by what their own records say.

    As many queries for five hundred as for one; the duties that were kept are not asked.
    """
    told: dict[int, list[Event]] = defaultdict(list)
    for source in (
        notifications_told(dossiers),
        enquiries_told(dossiers),
        cases_told(dossiers, local_day(now)),
        answers_told(dossiers),
    ):
        for dossier, event in source:
            told[dossier].append(event)
    return told


def kept_of(dossiers: Collection[int]) -> dict[int, list[Kept]]:
    """Return the duties kept in each of some dossiers, as they stand now; one query."""
    found: dict[int, list[Kept]] = defaultdict(list)
    current = catalogue.current()
    own = current.lineage(current.profile_key)
    for row in Obligation.objects.current().filter(dossier_id__in=dossiers):
        rule = current.rule(row.rule_key, row.rule_version)
        # What began under another practice profile stands as it was, and no event tells it here.
        if rule.profile is None or rule.profile in own:
            found[row.dossier_id].append(kept(row, rule))
    return found


def control_of(
    dossiers: Collection[int], now: datetime, book: RuleBook | None = None
) -> dict[int, list[Difference]]:
    """Return what differs in each of some dossiers; those without a difference are left out."""
    book = book or rule_book()
    told, rows = events_of(dossiers, now), kept_of(dossiers)
    found = {
        dossier: compare(reckon_case(book, told[dossier], now), rows[dossier], book)
        for dossier in dossiers
    }
    return {dossier: differences for dossier, differences in found.items() if differences}


def dossier_names(dossiers: Collection[int]) -> dict[int, str]:
    """Return the public number of some dossiers; it says nothing of whom they are about."""
    rows = Dossier.objects.filter(pk__in=dossiers).values_list("pk", "public_id")
    return {pk: str(public_id) for pk, public_id in rows}


def control(units: Sequence[Unit] = ()) -> Iterator[tuple[int, list[Difference]]]:
    """Return what differs in the dossiers of some units, or of all, a few hundred at a time."""
    now, book = clock.now(), rule_book()
    rows = Dossier.objects.order_by("pk")
    rows = rows.filter(unit__in=units) if units else rows
    ids = rows.values_list("pk", flat=True).iterator(chunk_size=5_000)
    while chunk := tuple(islice(ids, DOSSIERS_AT_ONCE)):
        yield from sorted(control_of(chunk, now, book).items())
