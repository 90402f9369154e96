"""Where the children stand on the ladder, read off their measures; never typed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from hjemmebane import catalogue
from hjemmebane.domain.ladder import Rung as DomainRung
from hjemmebane.domain.ladder import StepChange, StepMovement, StepSpan, changes
from hjemmebane.edges.staff.families.reading import FamilyRead
from hjemmebane.edges.staff.families.siblings import named
from hjemmebane.records.cases.queries.family import FamilyMeasure
from hjemmebane.ui.charts.ladder import LadderHistory, Move, OnRung, Rung
from hjemmebane.ui.rows import Happening
from hjemmebane.ui.words import listing, short_date

SHORT = {
    DomainRung.UNIVERSAL: "Almenområdet",
    DomainRung.PREVENTIVE: "Forebyggende",
    DomainRung.HOME_BASED: "Hjemmebaseret",
    DomainRung.KIN_NETWORK: "Slægt og netværk",
    DomainRung.FOSTER: "Plejefamilie",
    DomainRung.INSTITUTION: "Institution",
}
ARROWS = {StepMovement.UP: "↑", StepMovement.DOWN: "↓"}
BEFORE, AFTER, MOST = timedelta(days=120), timedelta(days=60), timedelta(days=900)
MOVES_SHOWN = 6


@dataclass(frozen=True)
class LadderView:
    """The ladder's heading, drawing, movements with reasons, and everyday life beside it."""

    title: str
    chart: LadderHistory
    moves: tuple[Happening, ...]
    everyday_life: tuple[str, ...]


def ladder(read: FamilyRead) -> LadderView | None:
    """Return the ladder of the family's children, or nothing while there are no measures."""
    if not read.measures:
        return None
    by_child: dict[int, list[FamilyMeasure]] = defaultdict(list)
    for measure in read.measures:
        by_child[measure.dossier_id].append(measure)
    moved = [
        (change, own, dossier_id)
        for dossier_id, own in by_child.items()
        for change in changes(_spans(own))
    ]
    moved.sort(key=lambda one: one[0].on, reverse=True)
    chart = _chart(read, [(change, own) for change, own, _ in moved])
    now = listing(list(chart.steps_now)) or "intet"
    return LadderView(
        title=f"Trin nu: {now}",
        chart=chart,
        moves=tuple(_happenings(read, moved)[:MOVES_SHOWN]),
        everyday_life=tuple(
            dict.fromkeys(m.everyday_life for m in read.measures if _runs(m) and m.everyday_life)
        ),
    )


def _spans(measures: Iterable[FamilyMeasure]) -> list[StepSpan]:
    return [StepSpan(m.step, m.started_on, m.ended_on, m.public_id) for m in measures]


def _runs(measure: FamilyMeasure) -> bool:
    return measure.ended_on is None


def _happenings(
    read: FamilyRead, moved: list[tuple[StepChange, list[FamilyMeasure], int]]
) -> list[Happening]:
    """Return each movement with its day and reason, told once where siblings moved together."""
    found: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for change, own, dossier_id in moved:
        steps = " → ".join(step.key if step else "–" for step in (change.before, change.after))
        title = f"{ARROWS.get(change.movement, '')} {steps}".strip()
        found[short_date(change.on), title, _reasons(change, own)].append(dossier_id)
    return [
        Happening(when, f"{title} {named(read, ids)}".strip(), why)
        for (when, title, why), ids in found.items()
    ]


def _reasons(change: StepChange, own: list[FamilyMeasure]) -> str:
    touched = {m.public_id: m for m in own if m.public_id in change.measures}
    words = []
    for measure in touched.values():
        if measure.started_on == change.on:
            words.append(f"{measure.title}: {measure.purpose}")
        else:
            words.append(f"{measure.title} sluttede: {measure.end_words}".rstrip(": "))
    return "; ".join(words)


def _chart(read: FamilyRead, moved: list[tuple[StepChange, list[FamilyMeasure]]]) -> LadderHistory:
    today = read.today
    first = min(measure.started_on for measure in read.measures)
    start = max(min(first, today - BEFORE), today - MOST)
    ends = [m.expected_end_on for m in read.measures if _runs(m)]
    end = max([today + AFTER, *(e for e in ends if e <= today + 3 * AFTER)])
    return LadderHistory(
        rungs=tuple(_rungs()),
        measures=tuple(
            OnRung(m.step.key, m.title, max(m.started_on, start), m.ended_on, _href(m))
            for m in read.measures
            if m.ended_on is None or m.ended_on > start
        ),
        moves=tuple(
            Move(
                change.on,
                change.before.key,
                change.after.key,
                _reasons(change, own),
                _href(own[0]),
            )
            for change, own in moved
            if change.before and change.after and change.on >= start
        ),
        start=start,
        end=end,
        today=today,
    )


def _rungs() -> list[Rung]:
    own = catalogue.current_profile().sub_steps
    rungs = [Rung(rung.value, SHORT[rung]) for rung in DomainRung]
    rungs += [Rung(key, name) for key, name in own.items()]
    return sorted(rungs, key=lambda rung: rung.step)


def _href(measure: FamilyMeasure) -> str:
    return f"{reverse('staff:case', args=[measure.case_public_id])}#indsatser"
