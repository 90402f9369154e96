"""Cases found by a search: those about some persons, or the one with a number."""

import re
from collections.abc import Collection

from django.db.models import F, QuerySet

from hjemmebane.gateways import keyring
from hjemmebane.records.access import lookups
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.models import Case
from hjemmebane.records.cases.queries.cases import case_rows, may_read
from hjemmebane.records.cases.queries.rows import CaseRow

FOUND_MAX = 20
NUMBER = re.compile(r"\d{4}-\d{6}")


def is_case_number(text: str) -> bool:
    """Return whether a text has the form of a case's number."""
    return NUMBER.fullmatch(text.strip()) is not None


def cases_about(person_ids: Collection[int], user: User) -> tuple[CaseRow, ...]:
    """Return the cases about some children that the reader may open, open ones first."""
    rows = Case.objects.visible_to(user).filter(child_id__in=person_ids)
    return _opened(rows.order_by(F("closed_at").desc(nulls_first=True), "pk"), user)


def case_numbered(number: str, user: User) -> tuple[CaseRow, ...]:
    """Return the case with exactly this number, where the reader may open it."""
    lookups.note_search(keyring.ring().blind_index(number.strip(), "search"))
    return _opened(Case.objects.visible_to(user).filter(number=number.strip()), user)


def _opened(rows: QuerySet[Case], user: User) -> tuple[CaseRow, ...]:
    found = rows.select_related("child", "dossier")[:FOUND_MAX]
    return case_rows([case for case in found if may_read(case, user)], user)
