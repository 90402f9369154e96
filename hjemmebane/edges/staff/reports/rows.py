"""The report page's rows: steps, passages by section, and sources in words with their place."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from hjemmebane.domain.documents import (
    REPORT_STATE_WORDS,
    SECTION_TITLES,
    ReportState,
    Section,
)
from hjemmebane.records.access.acting import may
from hjemmebane.records.cases.queries import case_of_dossier, may_work_on
from hjemmebane.records.courses.queries import course_children
from hjemmebane.records.documents.queries import Passage, PassageRow
from hjemmebane.records.people.queries import cards_by_id, without_custody_holder
from hjemmebane.records.reports.queries import source_rows
from hjemmebane.ui.rows import Link, Step

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User
    from hjemmebane.records.courses.models import Course

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


@dataclass(frozen=True, slots=True)
class CustodyMissing:
    """Children of a course nobody holds custody of, and where that is mended by who may."""

    names: list[str]
    href: str


def custody_missing(course: "Course", user: "User") -> CustodyMissing | None:
    """Return the children under 18 without a custody holder: nobody can read their report."""
    ids = without_custody_holder(course_children(course))
    if not ids:
        return None
    names = [str(card.given_name) for card in cards_by_id(ids, user).values()]
    case = case_of_dossier(course.dossier, user)
    can_mend = case is not None and may_work_on(case, user) and may(user, "case.add_person")
    href = reverse("staff:case_people", args=[case.public_id]) if case and can_mend else ""
    return CustodyMissing(names, href)


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
