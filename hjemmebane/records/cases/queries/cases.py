"""Finding cases: one by its id, a page of them by the next deadline, siblings' cases."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q

from hjemmebane import clock
from hjemmebane.domain.access import Aspect, Level, Relation
from hjemmebane.domain.cases import CaseWeight, risk_assessment_first
from hjemmebane.domain.ladder import PLACED, Step
from hjemmebane.domain.paging import read_place, write_place
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import Dossier, Tie, User
from hjemmebane.records.access.queries import running
from hjemmebane.records.cases.models import Case, Decision, Measure, Screening
from hjemmebane.records.cases.models.case import NO_DUE
from hjemmebane.records.cases.queries.rows import CaseList, CaseRow
from hjemmebane.records.intake.models import Notification
from hjemmebane.records.intake.queries import NotificationPage, notification_page
from hjemmebane.records.people.models import Person
from hjemmebane.records.people.queries import cards
from hjemmebane.records.people.reach import reach_of

PAGE = 100


def get_case(public_id: object, user: User) -> Case:
    """Return a case the reader works on or leads; raise NotVisible otherwise."""
    found = (
        Case.objects.visible_to(user)
        .filter(public_id=str(public_id))
        .select_related("dossier__unit", "dossier__team", "child", "family")
        .first()
    )
    if found is None or not may_read(found, user):
        raise NotVisible("case", public_id)
    return found


def case_to_act_on(public_id: object, user: User) -> Case:
    """Return a case in reach for an action, which asks for the right itself; else NotVisible."""
    rows = Case.objects.visible_to(user).filter(public_id=str(public_id))
    found = rows.select_related("dossier", "child").first()
    if found is None:
        raise NotVisible("case", public_id)
    return found


def case_of_dossier(dossier: Dossier, user: User) -> Case | None:
    """Return the case a dossier holds, where the reader may know of it."""
    rows = Case.objects.visible_to(user).filter(dossier=dossier)
    return rows.select_related("dossier", "child", "family").first()


def may_read(case: Case, user: User) -> bool:
    """Return whether a reader sees what the case holds, not only that it exists."""
    return level_of(case.dossier, user, Aspect.PLAN) in (Level.YES, Level.ORDER)


def may_work_on(case: Case, user: User) -> bool:
    """Return whether a user does the authority's work on the case: adviser, leader, head."""
    return level_of(case.dossier, user, Aspect.INTAKE) == Level.YES


def level_of(dossier: Dossier, user: User, aspect: Aspect) -> Level:
    """Return how much of an aspect of a dossier a user sees."""
    return reach_of(user).level(
        aspect,
        dossier_id=dossier.pk,
        unit_id=dossier.unit_id,
        team_id=dossier.team_id,
        register=dossier.register,
        is_restricted=dossier.is_restricted,
    )


def is_contact_held_back(dossier: Dossier) -> bool:
    """Return whether parents and network may not be contacted yet (BL § 18, stk. 3)."""
    row = Screening.objects.filter(case__dossier=dossier).first()
    return row is not None and risk_assessment_first(
        is_honour_suspected=row.is_honour_suspected, risk_assessed_on=row.risk_assessed_on
    )


def is_placement_case(dossier: Dossier) -> bool:
    """Return whether a child is placed, or a placement is decided and has not begun."""
    running = Measure.objects.filter(case__dossier=dossier, ended_on__isnull=True)
    decided = Decision.objects.filter(case__dossier=dossier, measures__isnull=True)
    steps = (*running.values_list("ladder_step"), *decided.values_list("ladder_step"))
    return any(Step.parse(key).rung in PLACED for (key,) in steps if key)


def first_placement(dossier: Dossier, since: date) -> date | None:
    """Return the first day from `since` on which a placement began in a case; None without one."""
    rows = Measure.objects.filter(case__dossier=dossier, started_on__gte=since)
    days = [
        on
        for on, step in rows.values_list("started_on", "ladder_step")
        if step and Step.parse(step).rung in PLACED
    ]
    return min(days, default=None)


def concern_behind(case: Case, user: User) -> NotificationPage | None:
    """Return the notification a case came from; raise NotVisible where the reader may not."""
    if case.from_dossier_id is None:
        return None
    row = Notification.objects.filter(dossier_id=case.from_dossier_id).first()
    return notification_page(row.public_id, user) if row else None


def open_case_of(child: Person) -> Case | None:
    """Return a child's open case, for rules; not to be shown."""
    return Case.objects.filter(child=child, closed_at__isnull=True).first()


def cases_list(
    user: User,
    after: str = "",
    *,
    only_own: bool = False,
    due_until: datetime | None = None,
    limit: int = PAGE,
) -> CaseList:
    """Return a page of open cases, the next deadline first; `after` is where the last one ended.

    With `due_until`: those whose next deadline falls until that moment.
    """
    rows = Case.objects.visible_to(user).filter(closed_at__isnull=True)
    if due_until is not None:
        rows = rows.filter(next_due_at__lte=due_until)
    if only_own:
        own = Tie.objects.filter(running(clock.today()), user=user)
        rows = rows.filter(dossier_id__in=own.values("dossier_id"))
    start = read_place(after)
    if start:
        moment, number = start
        rows = rows.filter(next_due_at__gte=moment).exclude(
            Q(next_due_at=moment) & Q(pk__lte=number)
        )
    found = list(rows.select_related("child").order_by("next_due_at", "pk")[: limit + 1])
    page = found[:limit]
    return CaseList(
        case_rows(page, user),
        write_place(page[-1].next_due_at, page[-1].pk) if len(found) > limit else "",
    )


def siblings_cases(case: Case, user: User) -> tuple[CaseRow, ...]:
    """Return the other cases in the child's family that the reader may see."""
    rows = (
        Case.objects.visible_to(user)
        .filter(family_id=case.family_id)
        .exclude(pk=case.pk)
        .select_related("child")
        .order_by("closed_at", "pk")
    )
    return case_rows(list(rows), user)


def case_row(case: Case, user: User) -> CaseRow:
    """Return one case as a row."""
    return case_rows([case], user)[0]


def case_rows(cases: Sequence[Case], user: User) -> tuple[CaseRow, ...]:
    """Return cases as rows, in a fixed few queries."""
    children = cards([case.child for case in cases], user)
    advisers = _advisers([case.dossier_id for case in cases])
    return tuple(
        CaseRow(
            case.pk,
            str(case.public_id),
            case.number,
            children[case.child_id],
            advisers.get(case.dossier_id, ""),
            CaseWeight(case.weight),
            None if case.next_due_at == NO_DUE else case.next_due_at,
            case.opened_at,
            case.aware_on,
            case.closed_at is not None,
        )
        for case in cases
    )


def _advisers(dossier_ids: list[int]) -> dict[int, str]:
    rows = Tie.objects.filter(
        running(clock.today()), dossier_id__in=dossier_ids, relation=Relation.ADVISER
    ).order_by("-pk")
    return dict(rows.values_list("dossier_id", "user__name"))
