"""What a course costs, for leaders and advisers alone; and hours of an adviser bought free."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from hjemmebane.domain.access import Relation
from hjemmebane.domain.course_costs import ADMINISTRATION, DELIVERY, CostLine, money
from hjemmebane.domain.prose_dates import short_full
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.edges.staff.courses.answers import FormPage, answer
from hjemmebane.edges.staff.courses.costs_forms import BuyoutForm
from hjemmebane.edges.staff.courses.fields import Choices
from hjemmebane.records.access.acting import may
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.access.queries import user_by_public_id
from hjemmebane.records.courses import actions, queries
from hjemmebane.records.courses.queries import CostView, Course, CoursePage
from hjemmebane.ui.words import count

# Four columns, the rate with what it gives: a phone shows the whole table at 360 px.
HEADERS = ("Hvem", "Konto", "Timer", "Udgift")


@dataclass(frozen=True)
class CostPanel:
    """The costs as a table, the comparison in a sentence, and where the numbers come from."""

    rows: tuple[tuple[str, ...], ...]
    sums: tuple[tuple[str, ...], ...]
    words: str
    notes: tuple[str, ...]
    buyouts: tuple[str, ...]
    href: str
    headers: tuple[str, ...] = HEADERS


def cost_panel(course: Course, page: CoursePage, request: StaffRequest) -> CostPanel | None:
    """Return the panel for who may see it; nobody else's page asks for the numbers at all."""
    if not may(request.user, "course.buy_out"):
        return None
    view = queries.costs_of(course, page)
    can_buy = _advisers(page) and not course.ended_on
    return CostPanel(
        rows=tuple(_row(line) for line in view.costs.lines),
        sums=tuple(_sum(view, account) for account in (DELIVERY, ADMINISTRATION)),
        words=view.costs.words,
        notes=tuple(_notes(view)),
        buyouts=tuple(
            f"{row.adviser}: {count(row.hours_a_week, 'time', 'timer')} om ugen, "
            f"{short_full(row.from_on)} – {short_full(row.to_on)}. Aftalt med {row.agreed_by}."
            for row in view.buyouts
        ),
        href=reverse("staff:course_buyout", args=[course.public_id]) if can_buy else "",
    )


def _row(line: CostLine) -> tuple[str, ...]:
    told = "aftalt" if line.is_agreed else "ved kontakter"
    cost = "ingen sats"
    if line.rate is not None:
        paid = "" if line.kroner is None else f"{money(line.kroner)}, "
        cost = f"{paid}{money(line.rate)} i timen"
    title = line.title[:1].upper() + line.title[1:]
    return (title, f"konto {line.account}", f"{line.hours} ({told})", cost)


def _sum(view: CostView, account: int) -> tuple[str, ...]:
    hours, kroner = view.costs.on_account(account)
    what = "Udførelse i alt" if account == DELIVERY else "Administration i alt"
    return (what, f"konto {account}", str(hours), money(kroner))


def _notes(view: CostView) -> list[str]:
    notes = [
        f"Satser og priser er tal fra praksisprofilen {view.rates_from}, gældende fra "
        f"{short_full(view.rates_since)}; de ses efter senest {short_full(view.rates_seen_again)}."
    ]
    if not view.costs.is_whole:
        notes.append("Timer uden sats er ikke regnet med i kroner.")
    if not view.costs.words:
        notes.append("Afgørelsen siger ikke, at forløbet træder i stedet for noget dyrere.")
    return notes


def _advisers(page: CoursePage) -> Choices:
    return [
        (str(row.user_public_id), row.name) for row in page.team if row.relation == Relation.ADVISER
    ]


@staff_door
@needs("course.buy_out")
def buyout(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Register an adviser's hours bought free for treatment."""
    course = queries.get_course(course_id, request.user)
    page = queries.course_page(course, request.user)
    if not _advisers(page):
        raise NotVisible("course", course_id)
    leaders = {str(user.public_id): user for user in queries.leaders_who_agree()}
    named = [(key, user.name) for key, user in leaders.items()]
    form = BuyoutForm(_advisers(page), named, request.POST or None)
    shown = FormPage(
        title="Frikøb en rådgiver",
        lead="Når en rådgiver selv er med i behandlingen, flytter timerne fra konto 6 til konto 5.",
        back=reverse("staff:course", args=[course.public_id]),
        submit="Gem frikøbet",
        said="Frikøbet er skrevet.",
        refused_at={
            "bad_period": "to_on",
            "before_start": "from_on",
            "too_far_ahead": "to_on",
            "bad_hours": "hours_a_week",
            "not_an_adviser": "adviser",
            "not_a_leader": "agreed_by",
            "bought_out_already": "from_on",
        },
    )

    def act() -> tuple[Callable[..., Any], dict[str, Any]]:
        data = form.cleaned_data
        wish = actions.BuyoutWish(
            adviser=user_by_public_id(data["adviser"]),
            hours_a_week=data["hours_a_week"],
            from_on=data["from_on"],
            to_on=data["to_on"],
            agreed_by=leaders[data["agreed_by"]],
        )
        return actions.buy_out_adviser, {"by": request.user, "course": course, "wish": wish}

    return answer(request, page, form, shown, act)
