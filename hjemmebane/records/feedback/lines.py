"""Answers as lines in time: one for each person and question, never a total."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from hjemmebane import catalogue, clock
from hjemmebane.domain.feedback import GivenAnswer, Trend, trend_of
from hjemmebane.domain.instruments import Instrument
from hjemmebane.records.access.models import User
from hjemmebane.records.feedback.asking import GOAL_INSTRUMENT
from hjemmebane.records.feedback.models import Answer, Response
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


def answer_lines(dossier_ids: Collection[int] | None, user: User) -> tuple[AnswerLine, ...]:
    """Return how answers to questions after contacts develop, those that turned first.

    Without dossiers: on the running courses the user works on. Each point carries the public id
    of its response. Numbers for goals stand with the goals.
    """
    seen = Response.objects.trend_visible_to(user).exclude(instrument_key=GOAL_INSTRUMENT)
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
            may_open=Exists(Response.objects.visible_to(user).filter(pk=OuterRef("response_id")))
        )
        .select_related("response__course")
        .order_by("response__answered_at", "pk")
    )
    lines: dict[tuple[int, int, str, str, str], list[Answer]] = defaultdict(list)
    for row in rows:
        given = row.response
        key = (given.course_id, given.person_id, given.instrument_key, given.instrument_version)
        lines[*key, row.item].append(row)
    found = [_line(answers) for answers in lines.values()]
    return tuple(sorted(found, key=lambda line: not line.trend.has_turned))


def _line(answers: list[Answer]) -> AnswerLine:
    last = answers[-1].response
    item = answers[-1].item
    instrument = _instrument(last)
    given = [GivenAnswer(last.person_id, item, _day(row), int(row.value or 0)) for row in answers]
    trend = trend_of(instrument, given)
    may_open = bool(answers[-1].may_open)  # type: ignore[attr-defined]  # annotated above
    shown = answers if may_open else answers[-len(trend.points) :]
    return AnswerLine(
        person_id=last.person_id,
        dossier_id=last.course.dossier_id,
        course_public_id=str(last.course.public_id),
        item=item,
        question=trend.question,
        trend=trend,
        points=tuple(
            (_day(row), int(row.value or 0), str(row.response.public_id)) for row in shown
        ),
        may_open=may_open,
    )


def _instrument(response: Response) -> Instrument:
    return catalogue.current().instrument(response.instrument_key, response.instrument_version)


def _day(answer: Answer) -> date:
    return answer.response.answered_at.astimezone(clock.ZONE).date()
