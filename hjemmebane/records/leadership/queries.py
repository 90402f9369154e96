"""The history a what-if rests on, and what a leader has asked."""

from collections import Counter, defaultdict
from datetime import date

from hjemmebane import catalogue
from hjemmebane.domain.access import Aspect, Level, RoleKey, UnitKind
from hjemmebane.domain.follow_up import NextReason
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.domain.what_if import (
    CaseDays,
    FollowUpHistory,
    Forecast,
    Held,
    Limits,
    TeamSize,
    forecast_from_data,
    limits_of,
)
from hjemmebane.records.access.models import RoleAssignment, Team, User
from hjemmebane.records.access.queries import running, teams_of_kind
from hjemmebane.records.cases.models import Case, FollowUp, Measure
from hjemmebane.records.cases.models.case import CaseQuerySet
from hjemmebane.records.documents.models import JobProgress
from hjemmebane.records.leadership.models import WhatIf
from hjemmebane.records.people.reach import reach_of

__all__ = ["JobProgress", "WhatIf"]

COUNTED = (Level.YES, Level.NAMES, Level.NUMBERS)
INTERVAL = "follow_up.max_months"
HOURS = "follow_up.hours"
SHOWN = 12
Span = tuple[date, date | None]


def what_if_limits(day: date) -> Limits:
    """Return how far apart the law lets follow-ups lie on a day."""
    return limits_of(tuple(rule for rule in catalogue.current().rules if rule.holds_on(day)))


def months_now(day: date) -> int:
    """Return the municipality's own longest interval, or the law's where it has none."""
    numbers = catalogue.current_profile().numbers
    return numbers[INTERVAL].value if INTERVAL in numbers else what_if_limits(day).follow_up_months


def hours_a_follow_up() -> tuple[int, str]:
    """Return how many hours a follow-up takes by the profile, and where the number is from."""
    number = catalogue.current_profile().numbers[HOURS]
    return number.value, number.source


def what_ifs_of(user: User) -> list[tuple[WhatIf, JobProgress | None]]:
    """Return what a leader asked last, newest first, each with the work on it."""
    rows = list(WhatIf.objects.visible_to(user).order_by("-asked_at", "-pk")[:SHOWN])
    jobs = JobProgress.objects.filter(subject_id__in=[row.public_id for row in rows])
    by_subject = {job.subject_id: job for job in jobs.order_by("pk")}
    return [(row, by_subject.get(row.public_id)) for row in rows]


def get_what_if(public_id: object, user: User) -> WhatIf:
    """Return what a leader asked; raise NotVisible otherwise."""
    found = WhatIf.objects.visible_to(user).filter(public_id=str(public_id)).first()
    if found is None:
        raise NotVisible("what_if", public_id)
    return found


def job_of(what_if: WhatIf) -> JobProgress | None:
    """Return the newest work on a what-if."""
    return JobProgress.objects.filter(subject_id=what_if.public_id).order_by("-pk").first()


def answer_of(what_if: WhatIf) -> Forecast | None:
    """Return the answer, once it is made."""
    return forecast_from_data(what_if.result) if what_if.result else None


def what_if_for_job(job: JobProgress) -> WhatIf | None:
    """Return the what-if a job is to answer."""
    return WhatIf.objects.visible_to(job.ordered_by).filter(public_id=job.subject_id).first()


def follow_up_history(user: User, day: date) -> FollowUpHistory:
    """Return the days of the cases a leader may count, by team, without a person in them."""
    teams = counted_teams(user)
    cases = Case.objects.filter(
        reach_of(user).q("dossier", Aspect.CASE_EXISTS, *COUNTED), dossier__team__in=teams
    )
    held = _held(cases, day)
    spans, team_of = _spans(cases, day)
    place = {team.pk: number for number, team in enumerate(teams)}
    advisers = _advisers(teams, day)
    return FollowUpHistory(
        as_of=day,
        teams=tuple(TeamSize(str(t.public_id), t.name, advisers[t.pk]) for t in teams),
        cases=tuple(
            CaseDays(place[team_of[case]], *span, tuple(held.get(case, ())))
            for case, span in spans.items()
        ),
        limits=what_if_limits(day),
    )


def counted_teams(user: User) -> list[Team]:
    """Return the teams a leader counts: those they lead, or every team of the authority."""
    span = reach_of(user).span(Aspect.CASE_EXISTS, *COUNTED)
    rows = teams_of_kind(UnitKind.AUTHORITY)
    return list(
        (rows if span.everything else rows.filter(pk__in=span.teams)).order_by("name", "pk")
    )


def _held(cases: CaseQuerySet, day: date) -> dict[int, list[Held]]:
    rows = FollowUp.objects.filter(
        case__in=cases.values("pk"), closed_at__isnull=False, held_on__lte=day
    )
    found: dict[int, list[Held]] = defaultdict(list)
    columns = rows.order_by("held_on", "pk").values_list(
        "case_id", "held_on", "next_on", "next_reason"
    )
    for case, on, next_on, reason in columns.iterator(chunk_size=5_000):
        found[case].append(Held(on, next_on, reason in ("", NextReason.LOCAL_RULE)))
    return found


def _spans(
    cases: CaseQuerySet, day: date
) -> tuple[dict[int, tuple[date, date | None]], dict[int, int]]:
    """Return from when and until when help ran in each case, and the case's team."""
    rows = Measure.objects.filter(case__in=cases.values("pk"), started_on__lte=day).order_by(
        "case_id", "pk"
    )
    spans: dict[int, Span] = {}
    team_of: dict[int, int] = {}
    columns = rows.values_list("case_id", "case__dossier__team_id", "started_on", "ended_on")
    for case, team, start, end in columns.iterator(chunk_size=5_000):
        first, last = spans.get(case, (start, end))
        both = max(last, end) if last is not None and end is not None else None
        spans[case] = (min(first, start), both)
        team_of[case] = team
    return spans, team_of


def _advisers(teams: list[Team], day: date) -> Counter[int]:
    held = RoleAssignment.objects.filter(running(day), role=RoleKey.ADVISER, team__in=teams)
    held = held.filter(stands_in_for__isnull=True)
    return Counter(held.values_list("team_id", flat=True))
