"""The facts a closing report is drawn from, read out of the book as the record reads them."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from hjemmebane.domain.agenda import MeetingState
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.closing_facts import (
    AnswerFact,
    ChangeFact,
    ClosingFacts,
    ContactFact,
    CourseFact,
    FollowUpFact,
    GoalFact,
    MeetingFact,
    QuoteFact,
    RatingFact,
    RecordRef,
    Someone,
    WorkerFact,
)
from hjemmebane.domain.contacts import ContactState, FrequencySource
from hjemmebane.domain.goals import GoalArea, GoalEndReason
from hjemmebane.domain.identity import age_on
from hjemmebane.domain.people import KIN_WORDS
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.courses import CourseFile
from hjemmebane.edges.jobs.demo.feedback import GOAL_ITEM
from hjemmebane.edges.jobs.demo.meetings import Seats
from hjemmebane.edges.jobs.demo.town import Town
from hjemmebane.records.reports.queries.facts import FOLLOW_UP_WORDS, MEETING_KINDS

GROWN_FROM = 15


def facts_of(town: Town, file: CourseFile, at: datetime) -> ClosingFacts:
    """Return everything recorded about one course by a moment."""
    file = replace(
        file,
        answers=sorted(
            (said for said in file.answers if said[0]["answered_at"] <= at),
            key=lambda said: said[0]["answered_at"],
        ),
        acts=sorted((act for act in file.acts if act[0]["at"] <= at), key=lambda act: act[0]["at"]),
    )
    people = {
        person["id"]: Someone(
            person["public_id"],
            file.home.voice(person).child
            if person in file.home.children
            else KIN_WORDS[file.home.kind_of(person)],
            age_on(person["born_on"], local_day(at)) >= GROWN_FROM,
        )
        for person in (*file.home.parents, *file.home.children)
    }
    return ClosingFacts(
        course=_course(file),
        workers=tuple(
            WorkerFact(RecordRef("tie", row["public_id"]), row["title"]) for row in file.ties
        ),
        contacts=_contacts(town, file, people),
        meetings=tuple(
            _meeting(town, file, key, row, seats, people) for key, row, seats in file.meetings
        ),
        goals=_goals(town, file, people, local_day(at)),
        follow_ups=_follow_ups(town, file, at),
        answers=_answers(town, file, people),
        quotes=tuple(
            QuoteFact(_ref(row), local_day(row["answered_at"]), people[person["id"]], text)
            for row, person, _, text in file.answers
            if row["may_quote"]
        ),
        changes=tuple(
            ChangeFact(
                RecordRef("feedback_act", row["public_id"]),
                local_day(row["at"]),
                people[response["person_id"]],
                row["what_changed"],
            )
            for row, response in file.acts
        ),
    )


def _ref(response: Row) -> RecordRef:
    return RecordRef("response", response["public_id"])


def _low(words: str) -> str:
    return words[:1].lower() + words[1:]


def _course(file: CourseFile) -> CourseFact:
    course, programme = file.course, file.programme
    outcome = [programme.outcome_title(course["outcome"])] if course["outcome"] else []
    outcome += [course["outcome_text"]] if course["outcome_text"] else []
    return CourseFact(
        ref=RecordRef("course", course["public_id"]),
        title=f"Forløbet {programme.title}",
        started_on=course["started_on"],
        ended_on=course["ended_on"],
        agreed_needs=course["agreed_needs"],
        frequency_words=_low(course["frequency_text"]),
        is_frequency_agreed=course["frequency_source"] is FrequencySource.AGREED,
        end_reason=course["end_reason"] or None,
        outcome=". ".join(outcome),
    )


def _contacts(town: Town, file: CourseFile, people: dict[int, Someone]) -> tuple[ContactFact, ...]:
    workers: dict[int, int] = defaultdict(int)
    own = {row["id"] for row in file.contacts}
    # The rows of a course stand together at the end of the table while it is being written.
    for row in reversed(town.book.of("courses.ContactWorker")):
        if row["contact_id"] in own:
            workers[row["contact_id"]] += 1
        elif row["contact_id"] < min(own, default=0):
            break
    goals = {goal["id"]: goal["public_id"] for goal in file.goals}
    return tuple(
        ContactFact(
            ref=RecordRef("contact", row["public_id"]),
            on=local_day(row["starts_at"]),
            state=ContactState(row["state"]),
            is_formal=row["is_formal"],
            workers=workers[row["id"]],
            setting=_low(file.programme.setting_title(row["setting"])),
            methods=tuple(
                _low(file.programme.method_title(key)) for key in file.methods.get(row["id"], ())
            ),
            persons=tuple(people[person["id"]] for person in file.present[row["id"]]),
            goals=tuple((goals[pk], how) for pk, how in file.touched.get(row["id"], {}).items()),
            cancel_reason=row["cancel_reason"] or None,
            agreed_next=row["agreed_next"],
        )
        for row in sorted(file.contacts, key=lambda row: (row["starts_at"], row["id"]))
    )


def _meeting(
    town: Town, file: CourseFile, key: str, row: Row, seats: Seats, people: dict[int, Someone]
) -> MeetingFact:
    words, kind = next(
        (found for start, found in MEETING_KINDS.items() if key.startswith(start)),
        ("mødet", "other"),
    )
    parents = [person for person in seats.persons if person in file.home.parents]
    grown = {0: [], 1: ["en forælder"]}.get(len(parents), ["forældrene"])
    rest = [people[person["id"]].words for person in seats.persons if person not in parents]
    users = [town.users[user]["id"] for user in seats.users]
    titles = [town.titles.get((file.dossier["id"], user), "") for user in users]
    others = [word for word in (*titles, *seats.labels) if word]
    return MeetingFact(
        ref=RecordRef("meeting", row["public_id"]),
        kind=kind,
        words=words,
        on=local_day(row["starts_at"]),
        is_held=row["state"] is MeetingState.HELD,
        was_family_there=bool(row["family_present"]),
        present=tuple(dict.fromkeys([*grown, *rest, *others])),
        agreements=row["agreements"],
    )


def _follow_ups(town: Town, file: CourseFile, at: datetime) -> tuple[FollowUpFact, ...]:
    held = {row["id"]: row for row in town.book.of("cases.FollowUp") if row["closed_at"] <= at}
    return tuple(
        FollowUpFact(
            RecordRef("follow_up", held[row["follow_up_id"]]["public_id"]),
            held[row["follow_up_id"]]["held_on"],
            FOLLOW_UP_WORDS[row["outcome"]],
        )
        for row in town.book.of("cases.FollowUpMeasure")
        if row["measure_id"] == file.course["measure_id"] and row["follow_up_id"] in held
    )


def _goals(
    town: Town, file: CourseFile, people: dict[int, Someone], day: date
) -> tuple[GoalFact, ...]:
    ratings: dict[UUID, list[RatingFact]] = defaultdict(list)
    for response, person, values, _ in file.answers:
        for item, value in values.items():
            if item.startswith(GOAL_ITEM):
                on = local_day(response["answered_at"])
                fact = RatingFact(_ref(response), on, value, people[person["id"]])
                ratings[UUID(item.removeprefix(GOAL_ITEM))].append(fact)
    children = {child["id"] for child in file.children}
    return tuple(
        GoalFact(
            ref=RecordRef("goal", goal["public_id"]),
            own_words=goal["own_words"],
            area=GoalArea(goal["area"]).label,
            agreed_on=goal["agreed_on"],
            ratings=tuple(ratings[goal["public_id"]]),
            **_ended(goal, day),
            own_of=None
            if goal["words_of_id"] is None or goal["words_of_id"] in children
            else people[goal["words_of_id"]].public_id,
        )
        for goal in sorted(town.book.of("cases.Goal"), key=lambda row: row["agreed_on"])
        if goal["dossier_id"] == file.dossier["id"] and goal["agreed_on"] <= day
        if _counts(file, goal)
    )


def _ended(goal: Row, day: date) -> Row:
    """Return how a goal had ended by a day, where it had."""
    if goal["ended_on"] is None or goal["ended_on"] > day:
        return {}
    reason = GoalEndReason(goal["end_reason"])
    is_reached = reason is GoalEndReason.REACHED
    return {"ended_on": goal["ended_on"], "end_words": reason.label, "is_reached": is_reached}


def _counts(file: CourseFile, goal: Row) -> bool:
    """Return whether a report tells of a goal: of the course, worked on, or of the case then."""
    course = file.course
    touched = {number for goals in file.touched.values() for number in goals}
    if goal["id"] in touched or goal["course_id"] == course["id"]:
        return True
    over = course["ended_on"] or goal["agreed_on"]
    is_over = goal["ended_on"] is not None and goal["ended_on"] < course["started_on"]
    return goal["course_id"] is None and goal["agreed_on"] <= over and not is_over


def _answers(town: Town, file: CourseFile, people: dict[int, Someone]) -> tuple[AnswerFact, ...]:
    found = []
    for response, person, values, _ in file.answers:
        instrument = town.law.instrument(response["instrument_key"])
        for key, value in values.items():
            item = instrument.item(key)
            if item is not None and not key.startswith(GOAL_ITEM):
                day = local_day(response["answered_at"])
                someone = people[person["id"]]
                found.append(AnswerFact(_ref(response), day, someone, key, item.text, value))
    return tuple(found)
