"""What-if: a leader asks for another rhythm of follow-ups; a job reckons, the page shows it."""

from typing import NamedTuple
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hjemmebane import clock
from hjemmebane.domain.deadlines import RuleStage
from hjemmebane.domain.documents import JOB_STATE_WORDS, JobState
from hjemmebane.domain.what_if import Band, Forecast, TeamForecast, WhatIfQuestion
from hjemmebane.edges.staff.leadership.forms import WhatIfForm
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.leadership import actions, queries
from hjemmebane.ui.charts.forecast import ForecastBand, MonthBand, span
from hjemmebane.ui.http import attempt, done, form_page
from hjemmebane.ui.words import count, moment

COLUMNS = ("Team", "Sager i dag", "Opfølgninger", "Timer", "For sene", "Efter lovens grænse")
CHECK_COLUMNS = ("Team", "Holdt", "Modellen siger", "For sene", "Modellen siger")
MORE = ("Timer", "For sene", "Sager")
REFUSED_AT = {
    "interval_past_law": "interval",
    "interval_too_short": "interval",
    "cases_each_off": "cases_each",
    "hours_each_off": "hours_each",
}


class AskedLine(NamedTuple):
    """One question asked before."""

    title: str
    href: str
    when: str
    state: str


class YearLine(NamedTuple):
    """One team's coming year, each figure with its span."""

    name: str
    running: int
    cells: tuple[tuple[str, str], ...]


class CheckLine(NamedTuple):
    """What a team really held last year, beside what the model says of the same."""

    name: str
    held: int
    modelled_held: str
    late: int
    modelled_late: str


class TeamChart(NamedTuple):
    """One team's months as a drawing and a table."""

    name: str
    chart: ForecastBand
    anchor: str


@require_http_methods(["GET", "POST"])
@staff_door
@needs("what_if.ask")
def index(request: StaffRequest) -> HttpResponse:
    """Let a leader ask, and show what was asked before."""
    today = clock.today()
    now, (hours, source) = queries.months_now(today), queries.hours_a_follow_up()
    first = {"interval": now, "stage": RuleStage.MANDATORY, "hours_each": hours, "months": "12"}
    form = WhatIfForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.ask_what_if,
            by=request.user,
            question=form.question(now),
            refused_at=REFUSED_AT,
        )
        if outcome:
            return done(request, reverse("jobs:progress", args=[outcome.value.public_id]))
    context = {
        "form": form,
        "asked": [_asked(*row) for row in queries.what_ifs_of(request.user)],
        "now_months": now,
        "hours_source": source,
    }
    return form_page(request, "staff/leadership/what_ifs.html", context, form)


def _asked(what_if: queries.WhatIf, job: queries.JobProgress | None) -> AskedLine:
    href = reverse("staff:what_if", args=[what_if.public_id])
    state = JobState(job.state) if job else JobState.FAILED
    return AskedLine(
        asked_words(what_if.question), href, moment(what_if.asked_at), JOB_STATE_WORDS[state]
    )


def asked_words(question: WhatIfQuestion) -> str:
    """Return a question in one line: “4 måneder i stedet for 3, faglig standard”."""
    months = count(question.interval_months, "måned", "måneder")
    parts = [f"{months} i stedet for {question.now_months}"]
    if question.interval_months == question.now_months:
        parts = [f"{months}, som nu"]
    if question.stage is not RuleStage.MANDATORY:
        parts.append(question.stage.label)
    if question.cases_each:
        parts.append(f"{count(question.cases_each, 'sag', 'sager')} pr. rådgiver")
    return ", ".join(parts)


@require_safe
@staff_door
@needs("what_if.ask")
def answer(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Show the answer in a table, in drawings and with what it takes for granted."""
    what_if = queries.get_what_if(public_id, request.user)
    job, found = queries.job_of(what_if), queries.answer_of(what_if)
    context = {
        "title": f"Hvad hvis: {asked_words(what_if.question)}",
        "state_words": JOB_STATE_WORDS[JobState(job.state)] if job else "",
        "job_href": reverse("jobs:progress", args=[job.public_id]) if job else "",
        "made": moment(what_if.made_at) if what_if.made_at else "",
        "columns": COLUMNS,
        "check_columns": CHECK_COLUMNS,
        **(_shown(found) if found else {}),
    }
    return render(request, "staff/leadership/what_if.html", context)


def _shown(found: Forecast) -> dict[str, object]:
    return {
        "years": [_year(part) for part in found.parts],
        "checks": [_check(part) for part in found.parts],
        "charts": [_chart(part, place) for place, part in enumerate(found.parts)],
        "assumptions": found.assumptions,
    }


def _year(part: TeamForecast) -> YearLine:
    year = part.year
    bands = (year.follow_ups, year.hours, year.late, year.past_law)
    cells = tuple(zip(COLUMNS[2:], map(_band_words, bands), strict=True))
    return YearLine(part.name, part.running, cells)


def _band_words(band: Band) -> str:
    return f"{band.middle} ({span(band.low, band.high)})"


def _check(part: TeamForecast) -> CheckLine:
    last = part.last_year
    return CheckLine(
        part.name,
        last.held,
        _band_words(last.modelled_held),
        last.late,
        _band_words(last.modelled_late),
    )


def _chart(part: TeamForecast, place: int) -> TeamChart:
    months = tuple(
        MonthBand(
            row.month,
            row.figures.follow_ups.low,
            row.figures.follow_ups.middle,
            row.figures.follow_ups.high,
            (
                _band_words(row.figures.hours),
                _band_words(row.figures.late),
                _band_words(row.running),
            ),
        )
        for row in part.months
    )
    usual = round(part.last_year.held / 12)
    return TeamChart(part.name, ForecastBand("Opfølgninger", months, MORE, usual), f"team-{place}")
