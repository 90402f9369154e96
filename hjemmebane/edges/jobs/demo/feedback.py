"""Feedback over time: numbers that mostly rise, some that turn, words, and what was changed."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.goals import RaterKind
from hjemmebane.domain.identity import age_on
from hjemmebane.edges.jobs.demo import deadlines
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.courses import CourseFile
from hjemmebane.edges.jobs.demo.texts import general
from hjemmebane.edges.jobs.demo.town import Town, at, end_of

ADULT, CHILD, GOALS = "meeting-feedback", "meeting-feedback-child", "goal-rating"
WORDS_ITEM, GOAL_ITEM = "words", "goal:"
OWN_FORM_FROM, ASKED_FROM = 15, 8
ANSWERED, RATED, SAID = 0.4, 0.5, 0.22
DANGER_RULE = "D1"
HIGH, FACES = 10, 5
QUESTIONS = ("yourself", "useful", "who_does_what", "hope")
AWAKE = (8, 21)


@dataclass(slots=True)
class Mood:
    """Where somebody's numbers stand and which way they go."""

    level: float
    rise: float
    falls_at: int
    leaning: dict[str, float]


def feedback(town: Town, rng: random.Random, file: CourseFile, rate: float = ANSWERED) -> None:
    """Write what the family answered after the contacts of a course; nothing in a brief life."""
    if town.is_brief:
        return
    held = file.held()
    moods: dict[int, Mood] = {}
    for number, contact in enumerate(held):
        for person in file.present[contact["id"]]:
            is_child = person in file.children
            if is_child and age_on(person["born_on"], local_day(contact["starts_at"])) < ASKED_FROM:
                continue
            if rng.random() > rate:
                continue
            mood = moods.setdefault(
                person["id"],
                _mood(rng),
            )
            _answer(town, rng, file, contact, person, mood, number)


def _mood(rng: random.Random) -> Mood:
    """Return how somebody answers: each question leans its own way, and does so throughout."""
    leaning = {key: rng.uniform(-1.2, 1.2) for key in QUESTIONS}
    return Mood(rng.uniform(3.5, 6.5), rng.uniform(0.0, 0.25), rng.randint(2, 60), leaning)


def _answer(
    town: Town,
    rng: random.Random,
    file: CourseFile,
    contact: Row,
    person: Row,
    mood: Mood,
    number: int,
) -> None:
    ended = end_of(contact["starts_at"], contact["minutes"])
    handed_at = max(ended, contact["written_at"]) + timedelta(minutes=2)
    answered_at = _awake(handed_at + timedelta(minutes=rng.randint(5, 26 * 60)))
    if answered_at > town.now:
        return
    link = hand_out(town, file, contact, person, handed_at, answered_at)
    mood.level = min(9.0, mood.level + mood.rise)
    base = mood.level - (3.0 if number == mood.falls_at else 0.0)
    grown = age_on(person["born_on"], local_day(answered_at)) >= OWN_FORM_FROM
    key = ADULT if grown else CHILD
    items = town.law.instrument(key).items
    values = {
        item.key: _value(rng, base + mood.leaning.get(item.key, 0.0), grown=grown) for item in items
    }
    has_text = rng.random() < SAID
    voice = file.home.voice(file.children[0])
    text = file.theme.pick("words", rng, voice) if has_text else ""
    response = answer(town, file, contact, person, answered_at, key, values, text, link=link)
    if number == mood.falls_at and rng.random() < 0.6:
        act(town, file, response, rng.choice(general("act")))
    if rng.random() < RATED:
        _rate(town, rng, file, contact, person, answered_at, base, link)


def hand_out(
    town: Town,
    file: CourseFile,
    contact: Row,
    person: Row,
    made_at: datetime,
    used_at: datetime | None,
) -> Row:
    """Write the link that opened one empty form; its address is signed when the book is written."""
    days = town.law.profile.number("feedback.link_days")
    return town.book.add(
        "feedback.FeedbackLink",
        course_id=file.course["id"],
        contact_id=contact["id"],
        person_id=person["id"],
        made_at=made_at,
        made_by_id=contact["written_by_id"],
        expires_at=made_at + timedelta(days=days),
        used_at=used_at,
        revoked_at=None,
    )


def _awake(moment: datetime) -> datetime:
    """Return the moment, or the morning after where it falls at night."""
    if AWAKE[0] <= moment.hour < AWAKE[1]:
        return moment
    day = local_day(moment) + timedelta(days=1 if moment.hour >= AWAKE[1] else 0)
    return at(day, AWAKE[0], moment.minute)


def _value(rng: random.Random, base: float, *, grown: bool) -> int:
    number = round(base + rng.uniform(-0.4, 0.4))
    if grown:
        return max(0, min(HIGH, number))
    return max(1, min(FACES, round(number / 2)))


def answer(
    town: Town,
    file: CourseFile,
    contact: Row | None,
    person: Row,
    answered_at: datetime,
    key: str,
    values: Mapping[str, int],
    text: str = "",
    **more: Any,
) -> Row:
    """Write one person's answers; words are read for danger the day they come."""
    response = town.book.add(
        "feedback.Response",
        course_id=file.course["id"],
        person_id=person["id"],
        contact_id=contact["id"] if contact else None,
        link_id=link["id"] if (link := more.get("link")) else None,
        form_token=None,
        instrument_key=key,
        instrument_version=town.law.instrument(key).version,
        answered_at=answered_at,
        has_text=bool(text),
        may_quote=bool(text) and bool(more.get("may_quote")),
        danger_read_at=None,
        danger_read_by_id=None,
        danger_found=None,
    )
    for item, value in values.items():
        town.book.add(
            "feedback.Answer", response_id=response["id"], item=item, value=value, text=""
        )
    if text:
        town.book.add(
            "feedback.Answer", response_id=response["id"], item=WORDS_ITEM, value=None, text=text
        )
        asked = more["link"]["made_by_id"] if more.get("link") else None
        by = more.get("read_by", file.workers[0])
        _read(town, file, response, answered_at, by=by, asked=asked)
    file.answers.append((response, person, values, text))
    return response


def _read(
    town: Town,
    file: CourseFile,
    response: Row,
    answered_at: datetime,
    *,
    by: str | None,
    asked: int | None,
) -> None:
    about = ("response", response["public_id"])
    deadlines.start_by_key(
        town,
        DANGER_RULE,
        trigger_at=answered_at,
        dossier=file.dossier,
        about=about,
        responsible={"id": asked} if asked else None,
    )
    read_at = min(end_of(answered_at, 25), at(local_day(answered_at), 23, 30))
    if by is None or read_at > town.now:
        return
    response.update(
        danger_read_at=read_at, danger_read_by_id=town.users[by]["id"], danger_found=False
    )
    deadlines.close_for(
        town, EventKind.DANGER_READ, dossier=file.dossier, with_=about, at=read_at, about=about
    )


def act(town: Town, file: CourseFile, response: Row, text: str) -> None:
    """Write what the workers changed because of an answer."""
    when = response["answered_at"] + timedelta(days=2)
    if when <= town.now:
        row = town.book.add(
            "feedback.FeedbackAct",
            response_id=response["id"],
            what_changed=text,
            by_id=town.users[file.workers[0]]["id"],
            at=when,
        )
        file.acts.append((row, response))


def _rate(
    town: Town,
    rng: random.Random,
    file: CourseFile,
    contact: Row,
    person: Row,
    answered_at: datetime,
    base: float,
    link: Row,
) -> None:
    day = local_day(answered_at)
    goals = [
        goal
        for goal in file.goals
        if goal["agreed_on"] < day and goal["words_of_id"] in {None, person["id"]}
    ]
    values = {goal["id"]: _value(rng, base, grown=True) for goal in goals}
    if values:
        rate_goals(town, file, contact, person, answered_at, goals, values, link=link)


def rate_goals(
    town: Town,
    file: CourseFile,
    contact: Row | None,
    person: Row,
    answered_at: datetime,
    goals: Sequence[Row],
    values: Mapping[int, int],
    **more: Any,
) -> Row:
    """Write somebody's own numbers for the goals, and the progress they are."""
    items = {f"{GOAL_ITEM}{goal['public_id']}": values[goal["id"]] for goal in goals}
    response = answer(town, file, contact, person, answered_at, GOALS, items, **more)
    is_child = person in file.children
    for goal in goals:
        town.book.add(
            "cases.GoalProgress",
            goal_id=goal["id"],
            on=local_day(answered_at),
            rater_kind=RaterKind.CHILD if is_child else RaterKind.PARENT,
            person_id=person["id"],
            user_id=None,
            value=values[goal["id"]],
            judgement="",
            note="",
            source_kind="response",
            source_id=response["public_id"],
        )
    return response
