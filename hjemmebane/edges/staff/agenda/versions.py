"""A new version of a rule that asks: a leader chooses for the deadlines that run already."""

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hjemmebane import clock
from hjemmebane.domain.explanation import due_words
from hjemmebane.domain.prose_dates import counted, sentence
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.edges.staff.agenda.forms import VersionForm
from hjemmebane.edges.staff.agenda.rows import titled
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.agenda import actions, queries
from hjemmebane.records.cases.actions import refresh_next_due
from hjemmebane.records.cases.queries import case_of_dossier
from hjemmebane.ui.http import attempt, done, form_page

PAGE = "staff/agenda/versions.html"
COLUMNS = ("Frist", "Falder nu", "Falder efter den nye regel")


class Line(NamedTuple):
    """One running deadline, before and after."""

    key: str
    title: str
    href: str
    now: str
    would_be: str


class Question(NamedTuple):
    """One new version, with what it asks about."""

    title: str
    length: str
    why: str
    href: str
    rule_href: str
    lines: tuple[Line, ...]
    form: VersionForm


@staff_door
@needs("obligation.choose_version")
@require_safe
def questions(request: StaffRequest) -> HttpResponse:
    """Show each new version that asks, with the deadlines it asks about."""
    return render(request, PAGE, _context(request))


@staff_door
@needs("obligation.choose_version")
@require_POST
def choose(request: StaffRequest, key: str) -> HttpResponse:
    """Let the ticked deadlines follow the new version, or stay; the next deadlines follow."""
    today = clock.today()
    ticked = request.POST.getlist("obligations")
    rule, found = queries.asked_obligations(request.user, today, key, _ids(ticked))
    if rule is None:
        raise NotVisible("rule", key)
    form = VersionForm(request.POST, choices=[(str(row.public_id), "") for row in found])
    if form.is_valid():
        outcome = attempt(
            form,
            actions.choose_version,
            by=request.user,
            rule=rule,
            obligations=found,
            adopt=form.cleaned_data["choice"] == VersionForm.ADOPT,
        )
        if outcome:
            for dossier in {row.dossier_id: row.dossier for row in found}.values():
                case = case_of_dossier(dossier, request.user)
                if case is not None:
                    refresh_next_due(by=request.user, case=case)
            return done(request, reverse("staff:rule_versions"), "Valget er skrevet på fristerne.")
    return form_page(request, PAGE, _context(request, key, form), form)


def _ids(texts: list[str]) -> list[str]:
    return [text for text in texts if VersionForm.is_id(text)]


def _context(
    request: StaffRequest, key: str = "", sent: VersionForm | None = None
) -> dict[str, object]:
    found = queries.version_questions(request.user, clock.now(), clock.today())
    return {"questions": [_question(q, key, sent) for q in found], "columns": COLUMNS}


def _question(question: queries.VersionQuestion, key: str, sent: VersionForm | None) -> Question:
    rule = question.rule
    lines = tuple(_line(row) for row in question.rows)
    own = sent is not None and key == rule.key
    form = sent if own and sent else VersionForm(choices=[(line.key, line.title) for line in lines])
    return Question(
        f"{rule.name}: version {rule.version}",
        sentence(f"ny længde: {counted(rule.length)}") if rule.length.count else "",
        question.why,
        reverse("staff:rule_version_choose", args=[rule.key]),
        reverse("staff:catalogue_rule", args=[rule.key, rule.version]),
        lines,
        form,
    )


def _line(row: queries.AskedRow) -> Line:
    told = row.obligation
    return Line(
        told.public_id,
        titled(told),
        reverse("staff:obligation", args=[told.public_id]),
        sentence(told.due_words),
        sentence(due_words(row.would_be)) if row.would_be else "Kræver, at en dag bliver valgt",
    )
