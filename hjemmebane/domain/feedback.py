"""What answers from a family show over time: a line per question, never a total."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hjemmebane.domain.instruments import Instrument, Scale, Turning
from hjemmebane.domain.prose_dates import short_full

FEWEST_TO_TURN = 2
TENTHS = 10


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One person's answer to one question on a day."""

    person: int
    item: str
    on: date
    value: int


@dataclass(frozen=True, slots=True)
class Trend:
    """The last answers of one person to one question."""

    person: int
    item: str
    question: str
    points: tuple[tuple[date, int], ...]
    has_turned: bool
    words: str
    why: str

    @property
    def first(self) -> int:
        """Return the earliest of the answers shown."""
        return self.points[0][1]

    @property
    def last(self) -> int:
        """Return the newest answer."""
        return self.points[-1][1]


def trends(instrument: Instrument, answers: Iterable[GivenAnswer]) -> tuple[Trend, ...]:
    """Return one trend for each person and question, those that turned first."""
    lines: dict[tuple[int, str], list[GivenAnswer]] = {}
    for answer in sorted(answers, key=lambda item: item.on):
        if instrument.item(answer.item):
            lines.setdefault((answer.person, answer.item), []).append(answer)
    found = [trend_of(instrument, given) for given in lines.values()]
    return tuple(sorted(found, key=lambda trend: not trend.has_turned))


def trend_of(instrument: Instrument, answers: Sequence[GivenAnswer]) -> Trend:
    """Return the trend of one person's answers to one question, oldest first."""
    shown = answers[-instrument.turning.within :]
    values = [answer.value for answer in shown]
    turned = has_turned(instrument.turning, values)
    item = instrument.item(shown[-1].item)
    return Trend(
        person=shown[-1].person,
        item=shown[-1].item,
        question=item.text if item else shown[-1].item,
        points=tuple((answer.on, answer.value) for answer in shown),
        has_turned=turned,
        words=trend_words(values, has_turned=turned),
        why=turning_words(instrument.turning),
    )


def has_turned(turning: Turning, values: Sequence[int]) -> bool:
    """Return whether the newest answer lies far enough below one of the few before it."""
    recent = values[-turning.within :]
    if len(recent) < FEWEST_TO_TURN or recent[-1] > recent[-2]:
        return False
    return max(recent[:-1]) - recent[-1] >= turning.drop


def is_low(scale: Scale, value: int, low_tenths: int) -> bool:
    """Return whether an answer lies in so many of the lowest tenths of its scale.

    The limit is the municipality's own, a reason to talk and no verdict.
    """
    return (value - scale.low) * TENTHS <= low_tenths * (scale.high - scale.low)


def asks_for_talk(
    scale: Scale, value: int, low_tenths: int, trend: Trend, *, is_followed_up: bool
) -> bool:
    """Return whether the newest answer is low or turned and nobody wrote what it changed."""
    return (is_low(scale, value, low_tenths) or trend.has_turned) and not is_followed_up


def trend_words(values: Sequence[int], *, has_turned: bool) -> str:
    """Return what the answers show, as a reason to ask and not as a verdict."""
    if len(values) < FEWEST_TO_TURN:
        return f"Første svar: {values[-1]}"
    first, last = values[0], values[-1]
    if has_turned:
        return f"Vendt: faldet fra {max(values[:-1])} til {last}. Spørg, hvad der skete"
    if last == first:
        return f"Som før: {last}"
    return f"{'Steget' if last > first else 'Faldet'} fra {first} til {last}"


def turning_words(turning: Turning) -> str:
    """Return the rule behind “turned”, with its source and date."""
    return (
        f"En melding er vendt, når den falder {turning.drop} eller mere inden for de sidste "
        f"{turning.within} svar. {turning.strength} {turning.source}, "
        f"{short_full(turning.decided_on)}."
    )


def answer_faults(instrument: Instrument, values: Mapping[str, int]) -> list[str]:
    """Return what is wrong with a set of answers; an empty question is never wrong."""
    faults = []
    for key, value in values.items():
        item = instrument.item(key)
        if item is None:
            faults.append("Et af svarene hører ikke til spørgsmålene.")
        elif value not in instrument.scale.values:
            scale = instrument.scale
            faults.append(f"Vælg et tal fra {scale.low} til {scale.high}: »{item.text}«")
    return faults


def check_instrument_examples(instrument: Instrument) -> list[str]:
    """Return one sentence for each example that does not come true."""
    faults = [
        f"Eksemplet »{example.title}«: vendt skulle være {example.has_turned}."
        for example in instrument.examples
        if has_turned(instrument.turning, example.answers) is not example.has_turned
    ]
    if not instrument.examples:
        faults.append(f"Måleredskabet »{instrument.title}« har intet eksempel.")
    return faults
