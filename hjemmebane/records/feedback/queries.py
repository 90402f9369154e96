"""Reads of feedback: workers read the answers, others a trend, and each person only their own."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import prefetch_related_objects

from hjemmebane import catalogue, clock
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.contacts import ContactState
from hjemmebane.domain.feedback import GivenAnswer, Trend, asks_for_talk, trend_of
from hjemmebane.domain.instruments import Instrument
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.models import Goal
from hjemmebane.records.courses.models import Contact, Course
from hjemmebane.records.feedback.asking import (
    GOAL_INSTRUMENT,
    GOAL_ITEM,
    WORDS_ITEM,
    Asked,
    asked_of,
    token_of,
)
from hjemmebane.records.feedback.lines import low_tenths
from hjemmebane.records.feedback.models import Answer, FeedbackAct, FeedbackLink, Response
from hjemmebane.records.feedback.partners import GIVER, about_id, giver_words
from hjemmebane.records.people.models import Person
from hjemmebane.records.people.queries import PersonCard, cards_by_id
from hjemmebane.records.people.reach import reach_of

WAITS_FOR_DAYS = 7
__all__ = [
    "AnswerRow",
    "Asked",
    "Contact",
    "Course",
    "FeedbackLink",
    "LinkRow",
    "LinkState",
    "RatedGoal",
    "Response",
    "ResponseRow",
    "TrendRow",
    "User",
    "asked_of",
]


class LinkState(StrEnum):
    """What a link is good for."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link as the workers see it."""

    public_id: UUID
    card: PersonCard
    state: LinkState
    made_at: datetime
    expires_at: datetime
    token: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One question and its answer, in words too, so that a number or a face never stands alone."""

    question: str
    value: int | None
    words: str


@dataclass(frozen=True, slots=True)
class ResponseRow:
    """What a person answered once, as the workers on the course read it.

    `card` is who answered, or the child that a partner's answer is about.
    """

    public_id: UUID
    card: PersonCard
    who: str
    is_partner: bool
    title: str
    answered_at: datetime
    answers: tuple[AnswerRow, ...]
    text: str
    may_quote: bool
    is_to_be_read: bool
    danger_found: bool | None
    changes: tuple[tuple[datetime, str], ...]


@dataclass(frozen=True, slots=True)
class TrendRow:
    """One person's answers to one question, or numbers for one goal, over time.

    `card` is who answered, or the child that a partner's answers are about.
    """

    card: PersonCard
    who: str
    is_partner: bool
    course_id: UUID
    question: str
    trend: Trend
    is_goal: bool
    last_response_id: UUID
    # Whether the newest answer asks for a talk.
    asks_for_talk: bool = False


@dataclass(frozen=True, slots=True)
class RatedGoal:
    """A person's own numbers for a goal: where they began and where they are."""

    start: int
    start_on: date
    now: int


def link_by_token(token_hash: str) -> FeedbackLink | None:
    """Return the link with the hash of a token, whatever its state."""
    rows = FeedbackLink.objects.select_related("course__dossier", "person", "contact")
    return rows.filter(token_hash=token_hash).first()


def link_state(link: FeedbackLink) -> LinkState:
    """Return what a link is good for now."""
    if link.used_at:
        return LinkState.USED
    if link.revoked_at:
        return LinkState.REVOKED
    return LinkState.EXPIRED if link.expires_at <= clock.now() else LinkState.OPEN


def links_of(course: Course, user: User) -> list[LinkRow]:
    """Return the links of a course that the user, a worker on it, may hand out; newest first."""
    if not _is_on(course, user):
        return []
    rows = list(course.feedback_links.order_by("-made_at", "-pk"))
    cards = cards_by_id((row.person_id for row in rows), user)
    return [
        LinkRow(
            row.public_id,
            cards[row.person_id],
            link_state(row),
            row.made_at,
            row.expires_at,
            token_of(row),
        )
        for row in rows
    ]


def get_link(course: Course, public_id: object, user: User) -> FeedbackLink:
    """Return a link of a course the user works on; raise NotVisible otherwise."""
    found = course.feedback_links.filter(public_id=str(public_id)).first()
    if found is None or not _is_on(course, user):
        raise NotVisible("feedback_link", public_id)
    return found


def _is_on(course: Course, user: User) -> bool:
    """Return whether the user is a worker on the course: tied to it, or its prevention leader."""
    reach = reach_of(user)
    if reach.is_family or course.dossier_id in reach.barred:
        return False
    return any(
        course.pk in span.courses or course.dossier.unit_id in span.units
        for kind, span in reach.spans.items()
        if kind in ("therapist", "prevention")
    )


def get_response(public_id: object, user: User) -> Response:
    """Return answers the user may read in full; raise NotVisible otherwise."""
    rows = Response.objects.visible_to(user).select_related("course__dossier", "person")
    found = rows.filter(public_id=str(public_id)).first()
    if found is None:
        raise NotVisible("response", public_id)
    return found


def responses_of(course: Course, user: User) -> list[ResponseRow]:
    """Return the answers of a course that the user may read, newest first."""
    rows = Response.objects.visible_to(user).filter(course=course)
    return response_rows(rows.order_by("-answered_at", "-pk"), user)


def to_read_for_danger(user: User) -> list[ResponseRow]:
    """Return the free-text answers in reach that nobody has read for danger, oldest first."""
    rows = Response.objects.visible_to(user).filter(has_text=True, danger_read_at__isnull=True)
    return response_rows(rows.order_by("answered_at", "pk"), user)


def response_rows(rows: Iterable[Response], user: User) -> list[ResponseRow]:
    """Return responses with their questions in words."""
    responses = list(rows)
    prefetch_related_objects(responses, *GIVER)
    cards = cards_by_id((about_id(row) for row in responses), user)
    answers: dict[int, list[Answer]] = defaultdict(list)
    ids = [row.pk for row in responses]
    for answer in Answer.objects.filter(response_id__in=ids).order_by("pk"):
        answers[answer.response_id].append(answer)
    goals = _goal_words(answer.item for given in answers.values() for answer in given)
    changes: dict[int, list[tuple[datetime, str]]] = defaultdict(list)
    for row in responses:
        changes[row.pk] = [(act.at, act.what_changed) for act in row.acts.order_by("at")]
    return [
        ResponseRow(
            row.public_id,
            cards[about_id(row)],
            giver_words(row, cards[about_id(row)]),
            row.user_id is not None,
            _instrument(row).title,
            row.answered_at,
            tuple(_answer(row, one, goals) for one in answers[row.pk] if one.item != WORDS_ITEM),
            next((one.text for one in answers[row.pk] if one.item == WORDS_ITEM), ""),
            row.may_quote,
            row.has_text and row.danger_read_at is None,
            row.danger_found,
            tuple(changes[row.pk]),
        )
        for row in responses
    ]


def _instrument(row: Response) -> Instrument:
    return catalogue.current().instrument(row.instrument_key, row.instrument_version)


def _answer(row: Response, answer: Answer, goals: dict[str, str]) -> AnswerRow:
    instrument = _instrument(row)
    item = instrument.item(answer.item)
    question = goals.get(answer.item) or (item.text if item else answer.item)
    words = instrument.scale.words_for(answer.value) if answer.value is not None else ""
    return AnswerRow(question, answer.value, words)


def _goal_words(items: Iterable[str]) -> dict[str, str]:
    ids = {item.removeprefix(GOAL_ITEM) for item in items if item.startswith(GOAL_ITEM)}
    rows = Goal.objects.filter(public_id__in=ids).values_list("public_id", "own_words")
    return {f"{GOAL_ITEM}{number}": words for number, words in rows}


def trend_of_course(course: Course, user: User) -> list[TrendRow]:
    """Return how answers develop on a course, those that turned first; never a total."""
    return _trends(Response.objects.trend_visible_to(user).filter(course=course), user)


def to_follow_up(course: Course, user: User) -> list[TrendRow]:
    """Return the family's newest answers on the work together that ask for a talk (S1-SFB-10).

    They stay until somebody writes what was changed because of them, or newer answers are better.
    """
    rows = [row for row in trend_of_course(course, user) if not row.is_goal and not row.is_partner]
    newest: dict[int, date] = {}
    for row in rows:
        newest[row.card.id] = max(row.trend.points[-1][0], newest.get(row.card.id, date.min))
    return [
        row for row in rows if row.asks_for_talk and row.trend.points[-1][0] == newest[row.card.id]
    ]


def turned_for(user: User) -> list[TrendRow]:
    """Return the answers that turned on the courses the user works on."""
    reach = reach_of(user)
    courses = frozenset[int]().union(*(span.courses for span in reach.spans.values()))
    rows = Response.objects.visible_to(user).filter(course_id__in=courses)
    since = clock.now() - timedelta(days=catalogue.current_profile().number("contact.silent_days"))
    recent = rows.filter(answered_at__gte=since).values("course_id")
    found = _trends(rows.filter(course_id__in=recent), user)
    return [row for row in found if row.trend.has_turned]


def _trends(rows: Iterable[Response], user: User) -> list[TrendRow]:
    responses = {row.pk: row for row in rows}
    prefetch_related_objects(list(responses.values()), *GIVER)
    lines: dict[tuple[object, ...], list[tuple[Response, int]]] = defaultdict(list)
    answers = Answer.objects.filter(response_id__in=responses, value__isnull=False)
    for answer in answers.order_by("response__answered_at", "pk"):
        row = responses[answer.response_id]
        key = (
            row.course_id,
            row.person_id,
            row.user_id,
            row.task_id,
            row.instrument_key,
            row.instrument_version,
            answer.item,
        )
        lines[key].append((row, answer.value or 0))
    cards = cards_by_id({about_id(row) for row in responses.values()}, user)
    goals = _goal_words(str(key[-1]) for key in lines)
    course_ids = dict(
        Course.objects.filter(pk__in={key[0] for key in lines}).values_list("pk", "public_id")
    )
    acts = FeedbackAct.objects.filter(response_id__in=responses)
    acted = frozenset(acts.values_list("response_id", flat=True))
    found, low = [], low_tenths()
    for (*_, item), given in lines.items():
        line = _trend(given, str(item), goals, cards, course_ids)
        last, value = given[-1]
        asks = asks_for_talk(
            _instrument(last).scale, value, low, line.trend, is_followed_up=last.pk in acted
        )
        found.append(replace(line, asks_for_talk=asks))
    return sorted(found, key=lambda row: (not row.trend.has_turned, row.is_goal, row.question))


def _trend(
    given: list[tuple[Response, int]],
    item: str,
    goals: dict[str, str],
    cards: dict[int, PersonCard],
    courses: dict[int, UUID],
) -> TrendRow:
    last = given[-1][0]
    is_goal = last.instrument_key == GOAL_INSTRUMENT
    points = [
        GivenAnswer(about_id(row), item, local_day(row.answered_at), value) for row, value in given
    ]
    trend = trend_of(_instrument(last), points)
    if is_goal:
        trend = replace(trend, question=goals.get(item, trend.question))
    return TrendRow(
        cards[about_id(last)],
        giver_words(last, cards[about_id(last)]),
        last.user_id is not None,
        courses[last.course_id],
        trend.question,
        trend,
        is_goal,
        last.public_id,
    )


def answered_on(courses: Collection[int], user: User) -> dict[int, dict[str, list[date]]]:
    """Return the days the family answered, by course and instrument, where the user reads answers.

    Days alone: neither what was said nor by whom.
    """
    found: dict[int, dict[str, list[date]]] = defaultdict(lambda: defaultdict(list))
    rows = Response.objects.trend_visible_to(user).of_family().filter(course_id__in=courses)
    for course_id, key, moment in rows.values_list("course_id", "instrument_key", "answered_at"):
        found[course_id][key].append(local_day(moment))
    return found


def own_goal_ratings(user: User) -> dict[UUID, RatedGoal]:
    """Return the signed-in family member's own numbers by goal; never another's."""
    rows = Answer.objects.filter(
        response__person_id=_own_id(user),
        item__startswith=GOAL_ITEM,
        value__isnull=False,
    ).select_related("response")
    found: dict[UUID, RatedGoal] = {}
    for row in rows.order_by("response__answered_at", "pk"):
        goal = UUID(row.item.removeprefix(GOAL_ITEM))
        value, first = int(row.value or 0), found.get(goal)
        on = local_day(row.response.answered_at)
        found[goal] = (
            RatedGoal(first.start, first.start_on, value) if first else RatedGoal(value, on, value)
        )
    return found


def contact_to_answer(user: User) -> Contact | None:
    """Return the newest held contact the family member took part in and has not answered about."""
    person_id = _own_id(user)
    now = clock.now()
    answered = Response.objects.filter(person_id=person_id, contact__isnull=False)
    return (
        Contact.objects.visible_to(user)
        .filter(
            state=ContactState.HELD,
            starts_at__range=(now - timedelta(days=WAITS_FOR_DAYS), now),
            persons__person_id=person_id,
            persons__was_there=True,
        )
        .exclude(pk__in=answered.values("contact_id"))
        .select_related("course__dossier")
        .order_by("-starts_at")
        .first()
    )


def own_courses(user: User) -> list[Course]:
    """Return the courses in the family member's reach that still run, newest first."""
    rows = Course.objects.visible_to(user).filter(ended_on__isnull=True)
    return list(rows.select_related("dossier").order_by("-started_on", "-pk"))


def _own_id(user: User) -> int:
    """Return the row of the family member; raise NotVisible for anyone else."""
    if user.person_id is None:
        raise NotVisible("person")
    return user.person_id


def person_of(user: User) -> Person:
    """Return the family member's own row; raise NotVisible for anyone else."""
    found = Person.objects.filter(pk=user.person_id).first() if user.person_id else None
    if found is None:
        raise NotVisible("person")
    return found
