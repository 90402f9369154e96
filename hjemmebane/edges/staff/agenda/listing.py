"""The list of open deadlines in reach: whose, how urgent, the nearest first."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hjemmebane import clock
from hjemmebane.domain.access import DEADLINE_LEADERS
from hjemmebane.domain.calendar import end_of_day, sunday_of
from hjemmebane.domain.prose_dates import sentence
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.domain.worklist import Whose
from hjemmebane.edges.staff.agenda.rows import titled
from hjemmebane.records.access.acting import roles_of
from hjemmebane.records.access.doors import StaffRequest, staff_door
from hjemmebane.records.access.queries import names_of_staff, user_by_public_id
from hjemmebane.records.agenda.queries import ObligationRow, deadlines
from hjemmebane.ui.words import weekday_day

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User

PLACE_MAX = 80
WHOSE = {"mine": Whose.OWN, "alle": Whose.EVERYBODYS, "ingen": Whose.NOBODYS}
WHOSE_LABELS = (("mine", "Mine"), ("ingen", "Uden ansvarlig"), ("alle", "Alle, jeg kan se"))
WHEN_LABELS = (("", "Alle"), ("over", "Over tiden"), ("uge", "Denne uge"), ("senere", "Senere"))
EMPTY = {
    "over": "Ingen frister er over tiden her.",
    "uge": "Ingen frister falder i resten af denne uge.",
    "senere": "Ingen frister ligger efter denne uge.",
}


@dataclass(frozen=True)
class Asked:
    """What the address asks for; anything unknown in it means the reader's own list."""

    whose: str
    when: str
    responsible: "User | None"
    after: str

    @property
    def scope(self) -> dict[str, str]:
        """Return the filters as they stand in an address, without the place."""
        if self.responsible:
            return {"raadgiver": str(self.responsible.public_id)}
        return {"hvem": self.whose}

    def url(self, **changed: str) -> str:
        """Return the address with some filters changed; a change of filter starts over."""
        values = {**self.scope, "naar": self.when, **changed}
        asked = {key: value for key, value in values.items() if value}
        return f"{reverse('staff:deadlines')}?{urlencode(asked)}"


@dataclass(frozen=True)
class DeadlineLine:
    """One deadline in the list, in ready words."""

    title: str
    href: str
    left: str
    day: str
    is_late: bool
    law: str
    who: str


@staff_door
@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Show a page of open deadlines, the nearest first; the filters stand in the address."""
    asked = _asked(request)
    due_from, due_until = _between(asked.when)
    found = deadlines(
        request.user,
        clock.now(),
        whose=WHOSE[asked.whose],
        responsible=asked.responsible,
        due_from=due_from,
        due_until=due_until,
        after=asked.after,
    )
    names = names_of_staff(row.responsible_id for row in found.rows if row.responsible_id)
    context = {
        "lines": [_line(row, names) for row in found.rows],
        "headers": ["Frist", "Hvornår", "Regel", "Ansvarlig"],
        "whose": _whose_links(asked),
        "when": [(text, asked.url(naar=key), key == asked.when) for key, text in WHEN_LABELS],
        "empty": EMPTY.get(asked.when, "Der er ingen åbne frister her."),
        "lead": _lead(asked),
        "next_url": asked.url(efter=found.after) if found.after else "",
        "first_url": asked.url() if asked.after else "",
    }
    return render(request, "staff/agenda/deadlines.html", context)


def _asked(request: StaffRequest) -> Asked:
    whose, when = request.GET.get("hvem", ""), request.GET.get("naar", "")
    if whose not in WHOSE:
        whose = "alle" if roles_of(request.user) & DEADLINE_LEADERS else "mine"
    return Asked(
        whose=whose,
        when=when if when in EMPTY else "",
        responsible=_worker(request.GET.get("raadgiver", "")),
        after=request.GET.get("efter", "")[:PLACE_MAX],
    )


def _worker(public_id: str) -> "User | None":
    try:
        return user_by_public_id(public_id) if public_id else None
    except NotVisible:
        return None


def _between(when: str) -> tuple[datetime | None, datetime | None]:
    """Return the moments between which the asked deadlines fall."""
    now, today = clock.now(), clock.today()
    sunday = end_of_day(sunday_of(today))
    return {
        "over": (None, now),
        "uge": (now, sunday),
        "senere": (sunday, None),
    }.get(when, (None, None))


def _whose_links(asked: Asked) -> list[tuple[str, str, bool]]:
    links = [
        (text, asked.url(hvem=key, raadgiver=""), key == asked.whose and not asked.responsible)
        for key, text in WHOSE_LABELS
    ]
    if asked.responsible:
        links.append((asked.responsible.name, asked.url(), True))
    return links


def _lead(asked: Asked) -> str:
    whose = f"{asked.responsible.name} er ansvarlig. " if asked.responsible else ""
    return f"{whose}Den nærmeste frist står øverst."


def _line(row: ObligationRow, names: dict[int, str]) -> DeadlineLine:
    return DeadlineLine(
        title=titled(row),
        href=reverse("staff:obligation", args=[row.public_id]),
        left=sentence(row.left_words).rstrip("."),
        day=weekday_day(row.due_on),
        is_late=row.due_at < clock.now(),
        law=row.law_text,
        who=names.get(row.responsible_id or 0, "Ingen endnu"),
    )
