"""Answers as lines in time: one for each person and question, never a total."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from hjemmebane import catalogue
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.feedback import GivenAnswer, Trend, asks_for_talk, trend_of
from hjemmebane.records.access.models import User
from hjemmebane.records.feedback.asking import GOAL_INSTRUMENT
from hjemmebane.records.feedback.models import Answer, FeedbackAct, Response
from hjemmebane.records.people.reach import reach_of


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One person's numbers for one question; a reader of trends sees the latest few alone."""

    person_id: int
    dossier_id: int
    course_public_id: str
    item: str
    question: str
    trend: Trend
    points: tuple[tuple[date, int, str], ...]
    may_open: bool
    # Whether the newest answer asks for a talk.
    asks_for_talk: bool = False


class _Given(NamedTuple):
    """One answer as a plain row: a family may have given hundreds."""

    public_id: object
    answered_at: datetime
    person_id: int
    instrument: str
    version: str
    course_id: int
    course_public_id: object
    dossier_id: int
    value: int
    item: str
    may_open: bool
    has_act: bool


COLUMNS = (
    *("response__public_id", "response__answered_at", "response__person_id"),
    *("response__instrument_key", "response__instrument_version", "response__course_id"),
    *("response__course__public_id", "response__course__dossier_id"),
    *("value", "item", "may_open", "has_act"),
)


def answer_lines(dossier_ids: Collection[int] | None, user: User) -> tuple[AnswerLine, ...]:
    """Return how the family's answers after contacts develop, those that turned first.

    Without dossiers: on the running courses the user works on. Each point carries the public id
    of its response. Numbers for goals stand with the goals.
    """
    seen = (
        Response.objects.trend_visible_to(user).of_family().exclude(instrument_key=GOAL_INSTRUMENT)
    )
    if dossier_ids is None:
        spans = reach_of(user).spans.values()
        own = frozenset[int]().union(*(span.courses for span in spans))
        seen = seen.filter(course_id__in=own, course__ended_on__isnull=True)
    else:
        seen = seen.filter(course__dossier_id__in=dossier_ids)
    rows = (
        Answer.objects.filter(
            response__in=seen,
            value__isnull=False,
        )
        .annotate(
            may_open=Exists(Response.objects.visible_to(user).filter(pk=OuterRef("response_id"))),
            has_act=Exists(FeedbackAct.objects.filter(response_id=OuterRef("response_id"))),
        )
        .order_by("response__answered_at", "pk")
        .values_list(*COLUMNS)
    )
    lines: dict[tuple[object, ...], list[_Given]] = defaultdict(list)
    for values in rows:
        row = _Given(*values)
        key = (row.course_id, row.person_id, row.instrument, row.version, row.item)
        lines[key].append(row)
    low = low_tenths()
    found = [_line(answers, low) for answers in lines.values()]
    return tuple(sorted(found, key=lambda line: not line.trend.has_turned))


def low_tenths() -> int:
    """Return how many of the lowest tenths of a scale count as a low answer here."""
    return catalogue.current_profile().number("feedback.low_tenths")


def _line(answers: list[_Given], low: int) -> AnswerLine:
    last = answers[-1]
    instrument = catalogue.current().instrument(last.instrument, last.version)
    told = tuple(
        (local_day(row.answered_at), int(row.value), str(row.public_id)) for row in answers
    )
    given = [GivenAnswer(last.person_id, last.item, on, value) for on, value, _ in told]
    trend = trend_of(instrument, given)
    may_open = bool(last.may_open)
    return AnswerLine(
        person_id=last.person_id,
        dossier_id=last.dossier_id,
        course_public_id=str(last.course_public_id),
        item=last.item,
        question=trend.question,
        trend=trend,
        points=told if may_open else told[-len(trend.points) :],
        may_open=may_open,
        asks_for_talk=asks_for_talk(
            instrument.scale, int(last.value), low, trend, is_followed_up=bool(last.has_act)
        ),
    )
