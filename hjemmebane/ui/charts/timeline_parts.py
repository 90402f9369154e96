"""What a timeline is made of."""

from dataclasses import dataclass
from datetime import date

from hjemmebane.ui.charts.axis import Axis
from hjemmebane.ui.charts.feedback_trend import FeedbackLine
from hjemmebane.ui.words import short_date


@dataclass(frozen=True)
class Bar:
    """A measure or phase from day to day; without `end` it runs on; `step` is its ladder step."""

    label: str
    start: date
    end: date | None = None
    step: str = ""
    href: str = ""
    is_planned: bool = False
    has_end_mark: bool = False


@dataclass(frozen=True)
class TimelineMark:
    """Something on one day; `kind` is a key of KIND_WORDS."""

    on: date
    label: str
    kind: str
    href: str = ""
    is_planned: bool = False
    is_open: bool = False
    is_labelled: bool = True


@dataclass(frozen=True)
class Lane:
    """One lane: bars, a plan over what happened, marks, or answers; `drift` is said in words."""

    title: str
    notes: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
    plan: tuple[Bar, ...] = ()
    actual: tuple[Bar, ...] = ()
    marks: tuple[TimelineMark, ...] = ()
    lines: tuple[FeedbackLine, ...] = ()
    drift: str = ""


KIND_WORDS = {
    "visit": "besøg i hjemmet",
    "informal": "uformel kontakt",
    "formal": "formel opfølgning",
    "cancelled": "aflyst",
    "meeting": "møde",
    "decision": "afgørelse",
    "document": "dokument",
}


@dataclass(frozen=True)
class Window:
    """The days shown, the lanes, and the whole case around them."""

    start: date
    end: date
    today: date
    lanes: tuple[Lane, ...]
    label: str = "Tidslinjen"
    whole_start: date | None = None
    whole_end: date | None = None
    many_href: str = ""


def mark_note(mark: TimelineMark) -> str:
    """Return what a mark's shape says, in words."""
    words = [KIND_WORDS.get(mark.kind, mark.kind)]
    if mark.is_planned:
        words.append("planlagt")
    if mark.is_open:
        words.append("venter på nogen")
    return ", ".join(words)


def mark_title(mark: TimelineMark) -> str:
    """Return all a mark says: day, words, kind."""
    return f"{short_date(mark.on)}: {mark.label} ({mark_note(mark)})"


def bar_title(bar: Bar) -> str:
    """Return all a bar says: days, words, step."""
    until = f" – {short_date(bar.end)}" if bar.end else " – løber"
    step = f", trin {bar.step}" if bar.step else ""
    return f"{bar.label}{step}: {short_date(bar.start)}{until}"


def in_window(bars: tuple[Bar, ...], window: Window) -> tuple[Bar, ...]:
    """Return the bars that touch the days shown, earliest first."""
    seen = [b for b in bars if b.start <= window.end and (b.end or window.end) >= window.start]
    return tuple(sorted(seen, key=lambda b: b.start))


def rows_of(spans: list[tuple[float, float]], gap: float = 6) -> list[int]:
    """Return for each span the first row where it overlaps nothing before it."""
    ends: list[float] = []
    rows = []
    for start, end in spans:
        row = next((i for i, taken in enumerate(ends) if start >= taken + gap), len(ends))
        ends[row : row + 1] = [end]
        rows.append(row)
    return rows


def bar_span(bar: Bar, axis: Axis, window: Window) -> tuple[float, float]:
    """Return where a bar begins and ends; one without an end runs out of the picture."""
    return axis.at(bar.start), axis.at(bar.end or window.end)
