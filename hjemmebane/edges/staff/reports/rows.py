"""The report page's rows: steps, passages by section, and sources in words with their place."""

from django.urls import reverse

from hjemmebane.domain.documents import (
    REPORT_STATE_WORDS,
    SECTION_TITLES,
    ReportState,
    Section,
)
from hjemmebane.records.documents.queries import Passage, PassageRow
from hjemmebane.records.reports.queries import source_rows
from hjemmebane.ui.rows import Link, Step

PAGES = {"contact": "staff:contact", "course": "staff:course", "response": "staff:response"}


def report_steps(state: ReportState) -> tuple[Step, ...]:
    """Return the three steps of a report; "sent" cannot be reached before "read"."""
    order = list(ReportState)
    now = order.index(state)
    last = len(order) - 1
    return tuple(
        Step(
            REPORT_STATE_WORDS[one],
            "done" if place < now or (place == now == last) else "now" if place == now else "ahead",
        )
        for place, one in enumerate(order)
    )


def passage_groups(rows: list[PassageRow]) -> list[tuple[str, list[PassageRow]]]:
    """Return the passages under their section's title."""
    return [
        (SECTION_TITLES[section], [row for row in rows if row.section is section])
        for section in Section
    ]


def sources_in_words(passage: Passage) -> list[Link]:
    """Return what a passage rests on, each with its page where it has one."""
    return [
        Link(row.words, reverse(PAGES[row.kind], args=[row.public_id]) if row.kind in PAGES else "")
        for row in source_rows(passage)
    ]
