"""The catalogue for everyone to read: rules with source and examples, measures, profiles."""

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hjemmebane import clock
from hjemmebane.catalogue import (
    Catalogue,
    NotInCatalogueError,
    RuleExample,
    current,
    reckon_example,
)
from hjemmebane.domain.deadlines import DeadlineRule, DutyOf, SourceStatus
from hjemmebane.domain.explanation import due_words
from hjemmebane.domain.programme_page import describe
from hjemmebane.domain.programmes import EVIDENCE_WORDS, Programme
from hjemmebane.domain.prose_dates import counted, full, numeric, sentence
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.domain.regime import Regime
from hjemmebane.domain.versions import OnRunning
from hjemmebane.records.access.acting import may
from hjemmebane.records.access.doors import StaffRequest, staff_door

COLUMNS = ("Indsats", "Nu", "Til og med 2023", "Trin", "KLE")


class RuleLine(NamedTuple):
    """One rule in the list."""

    key: str
    version: int
    name: str
    law_text: str
    length: str
    holds: str
    href: str
    off_because: str = ""


class ExampleLine(NamedTuple):
    """One worked example, reckoned as the page is shown."""

    says: str
    due: str
    state: str
    steps: str


class ProgrammeLine(NamedTuple):
    """One version of a programme in the list."""

    title: str
    version: str
    purpose: str
    evidence: str
    source: str
    href: str


class MeasureLine(NamedTuple):
    """One kind of help in both laws."""

    title: str
    now: str
    before: str
    steps: str
    kle: str


@staff_door
@require_safe
def catalogue_index(request: StaffRequest) -> HttpResponse:
    """Show what the municipality works by."""
    catalogue = current()
    context = {
        "rules": [_line(rule) for rule in catalogue.rules if not rule.is_local],
        "local": [_line(rule) for rule in _own_rules(catalogue)],
        "waiting": [_line(rule) for rule in catalogue.waiting if _is_for_us(rule, catalogue)],
        "programmes": [_programme_line(programme) for programme in catalogue.programmes],
        "programme_columns": ("Program", "Kort fortalt", "Viden", "Kilde"),
        "instruments": catalogue.instruments,
        "profiles": sorted(catalogue.profiles.values(), key=lambda profile: profile.title),
        "in_use": catalogue.profile,
        "problems": catalogue.problems,
        "may_choose_version": may(request.user, "obligation.choose_version"),
        "may_ask_what_if": may(request.user, "what_if.ask"),
        "rule_columns": ("Regel", "Lov", "Længde", "Gælder"),
        "waiting_columns": ("Regel", "Lov", "Længde", "Hvorfor slået fra"),
        "local_columns": ("Regel", "Kilde", "Længde", "Gælder"),
    }
    return render(request, "staff/agenda/catalogue.html", context)


def _is_for_us(rule: DeadlineRule, catalogue: Catalogue) -> bool:
    return rule.profile is None or rule.profile in catalogue.lineage(catalogue.profile_key)


def _programme_line(programme: Programme) -> ProgrammeLine:
    return ProgrammeLine(
        programme.title,
        programme.version,
        programme.purpose,
        EVIDENCE_WORDS[programme.evidence.level],
        f"{programme.source.title}, {programme.source.place}",
        reverse("staff:catalogue_programme", args=[programme.key, programme.version]),
    )


def _own_rules(catalogue: Catalogue) -> list[DeadlineRule]:
    family = catalogue.lineage(catalogue.profile_key)
    return [rule for rule in catalogue.rules if rule.profile in family]


def _line(rule: DeadlineRule) -> RuleLine:
    until = f" til {numeric(rule.valid_to)}" if rule.valid_to else ""
    return RuleLine(
        rule.key,
        rule.version,
        rule.name,
        rule.law_text,
        counted(rule.length) if rule.length.count else _no_length(rule),
        f"fra {numeric(rule.valid_from)}{until}",
        reverse("staff:catalogue_rule", args=[rule.key, rule.version]),
        sentence(_off_because(rule)) if rule.is_off else "",
    )


def _off_because(rule: DeadlineRule) -> str:
    if rule.source_status is SourceStatus.UNVERIFIED:
        return rule.source_status.label
    return "valgfri"


def _no_length(rule: DeadlineRule) -> str:
    return "samme dag" if rule.length.count == 0 else counted(rule.length)


@staff_door
@require_safe
def rule(request: StaffRequest, key: str, version: int) -> HttpResponse:
    """Show one rule whole: words, source, validity, exceptions, worked examples."""
    catalogue = current()
    try:
        found = catalogue.rule(key, version)
    except NotInCatalogueError as missing:
        raise NotVisible("rule", key) from missing
    examples = [_example(example) for example in catalogue.examples_of(found)]
    context = {
        "rule": found,
        "facts": _facts(found),
        "examples": examples,
        "columns": ("Eksempel", "Frist", "Står", "Regnestykke"),
    }
    return render(request, "staff/agenda/rule.html", context)


def _facts(rule: DeadlineRule) -> list[tuple[str, str]]:
    line = _line(rule)
    facts = [
        ("Lov", rule.law_text),
        ("Uret går fra", sentence(rule.trigger.words)),
        ("Længde", sentence(line.length)),
        ("Lukkes af", rule.closes),
        ("Gælder", sentence(line.holds)),
        ("Kilde", rule.source),
        ("Kildens styrke", sentence(rule.source_status.label)),
        ("Hvor fast", sentence(rule.stage.label)),
        ("På papir", rule.paper_route),
        ("Ansvarlig", rule.owner),
        ("Efterset", f"{full(rule.reviewed_on)}, næste gang {full(rule.next_review_on)}"),
    ]
    facts.append(("I brug", _in_use(rule)))
    if rule.duty_of is not DutyOf.MUNICIPALITY:
        facts.insert(3, ("Hvis frist", sentence(rule.duty_of.label)))
    facts += [(move.kind.label, sentence(move.title)) for move in rule.moves]
    if rule.or_earlier:
        facts.insert(3, ("Eller før", f"Når {rule.or_earlier.words} imens"))
    if rule.on_running:
        facts.append(("Det, der løb i forvejen", _running(rule.on_running)))
    return facts


def _in_use(rule: DeadlineRule) -> str:
    """Return whether the rule makes deadlines here; one that waits says what turns it on."""
    if rule.is_off:
        return (
            f"Nej, slået fra: {_off_because(rule)}. Den giver ingen frister, før kommunen i sin "
            "praksisprofil har skrevet, hvem der har efterprøvet den, og hvornår."
        )
    if rule.confirmation is not None:
        return f"Ja. Efterprøvet af {rule.confirmation.by} {full(rule.confirmation.on)}."
    return "Ja"


def _running(told: OnRunning) -> str:
    return f"{told.do.label}. {told.why}"


def _example(example: RuleExample) -> ExampleLine:
    due, state = reckon_example(example)
    return ExampleLine(
        sentence(example.says),
        sentence(due_words(due)),
        sentence(state.label),
        " ".join(due.steps),
    )


@staff_door
@require_safe
def programme(request: StaffRequest, key: str, version: str) -> HttpResponse:
    """Show one version of a programme whole, in words a practitioner reads."""
    catalogue = current()
    try:
        found = catalogue.programme(key, version)
    except NotInCatalogueError as missing:
        raise NotVisible("programme", key) from missing
    today = clock.today()
    others = [p.version for p in catalogue.programmes if p.key == key and p.version != version]
    context = {
        "programme": found,
        "sections": describe(found, today, {one.key: one.title for one in catalogue.instruments}),
        "level": EVIDENCE_WORDS[found.evidence.level],
        "is_offered": found.offered_on(today),
        "others": [(v, reverse("staff:catalogue_programme", args=[key, v])) for v in others],
    }
    return render(request, "staff/agenda/programme.html", context)


@staff_door
@require_safe
def measures(request: StaffRequest) -> HttpResponse:
    """Show every kind of help with its paragraph in both laws and its steps on the ladder."""
    lines = []
    for measure in current().measures.values():
        new, old = (measure.paragraph(r) for r in (Regime.BARNETS_LOV, Regime.SERVICELOVEN))
        steps = ", ".join(step.key for step in measure.steps)
        lines.append(
            MeasureLine(
                measure.title,
                new.words if new else "–",
                old.words if old else "–",
                steps,
                measure.kle or "–",
            )
        )
    sources = sorted({measure.source for measure in current().measures.values()})
    context = {"lines": lines, "columns": COLUMNS, "sources": sources}
    return render(request, "staff/agenda/measures.html", context)


@staff_door
@require_safe
def profile(request: StaffRequest, key: str) -> HttpResponse:
    """Show a municipality's own numbers, each with its source."""
    catalogue = current()
    try:
        found = catalogue.profile_named(key)
    except NotInCatalogueError as missing:
        raise NotVisible("profile", key) from missing
    numbers = sorted(found.numbers.values(), key=lambda number: number.says)
    context = {
        "profile": found,
        "numbers": numbers,
        "rules": [_line(rule) for rule in catalogue.rules if rule.profile == key],
        "columns": ("Tal", "Værdi", "Kilde"),
    }
    return render(request, "staff/agenda/profile.html", context)
