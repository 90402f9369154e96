"""The formal follow-up as the cases record writes it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from hjemmebane import clock
from hjemmebane.domain.agenda import MeetingKind
from hjemmebane.domain.cases import MeasureEndReason
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.follow_up import FollowUpOutcome, NextReason, OutcomeReason
from hjemmebane.domain.goals import Judgement, RaterKind
from hjemmebane.edges.jobs.demo import deadlines
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.cases import CaseFile, end_measure
from hjemmebane.edges.jobs.demo.meetings import Seats, hold
from hjemmebane.edges.jobs.demo.town import Town, at

HOUR = 13
END_REASONS = {
    OutcomeReason.GOALS_REACHED: MeasureEndReason.GOALS_REACHED,
    OutcomeReason.NO_EFFECT: MeasureEndReason.NO_EFFECT,
    OutcomeReason.FAMILY_WISH: MeasureEndReason.FAMILY_WISH,
    OutcomeReason.NEED_CHANGED: MeasureEndReason.OTHER_HELP,
}


@dataclass(frozen=True, slots=True)
class Word:
    """What a follow-up decides for each running measure, and how it judges the goals."""

    outcome: FollowUpOutcome
    reason: OutcomeReason
    text: str
    judgement: Judgement
    value: int


def follow_up(
    town: Town,
    file: CaseFile,
    on: date,
    word: Word,
    next_on: date | None,
    seats: Seats,
    **said: Any,
) -> Row:
    """Write a closed follow-up: goals judged, measures settled, the next day chosen."""
    next_reason = said.pop("next_reason", NextReason.LOCAL_RULE)
    hour = HOUR + said.pop("hour_later", 0)
    meeting = hold(
        town,
        file.dossier,
        MeetingKind.FOLLOW_UP,
        at(on, hour),
        seats,
        is_formal=True,
        agreements=said.pop("agreements", ""),
        purpose="Formel opfølgning på mål og indsatser",
    )
    row = town.book.add(
        "cases.FollowUp",
        case_id=file.case["id"],
        held_on=on,
        held_by_id=town.users[file.adviser]["id"],
        meeting_id=meeting["id"],
        next_on=next_on,
        next_reason=next_reason if next_on else "",
        next_reason_text="",
        closed_at=at(on, hour + 1),
        **said,
    )
    file.follow_ups.append(row)
    about = ("follow_up", row["public_id"])
    day = clock.midnight(on)
    deadlines.close_for(town, EventKind.FOLLOW_UP_HELD, dossier=file.dossier, with_=about, at=day)
    _carry_out(town, file, row, word)
    if next_on is not None:
        deadlines.start_for(
            town,
            EventKind.FOLLOW_UP_HELD,
            dossier=file.dossier,
            about=about,
            on=on,
            created_at=row["closed_at"],
            person_id=file.child["id"],
            responsible=town.users[file.adviser],
            chosen_on=next_on,
        )
    return row


def _carry_out(town: Town, file: CaseFile, row: Row, word: Word) -> None:
    for goal in file.running_goals():
        if goal["agreed_on"] > row["held_on"]:
            continue
        judged = {"judgement": word.judgement, "value": word.value, "note": ""}
        town.book.add("cases.FollowUpGoal", follow_up_id=row["id"], goal_id=goal["id"], **judged)
        town.book.add(
            "cases.GoalProgress",
            goal_id=goal["id"],
            on=row["held_on"],
            rater_kind=RaterKind.WORKER,
            person_id=None,
            user_id=row["held_by_id"],
            source_kind="follow_up",
            source_id=row["public_id"],
            **judged,
        )
    for measure in file.running_measures():
        town.book.add(
            "cases.FollowUpMeasure",
            follow_up_id=row["id"],
            measure_id=measure["id"],
            outcome=word.outcome,
            reason_key=word.reason,
            reason=word.text,
        )
        if word.outcome is FollowUpOutcome.END:
            reason = END_REASONS.get(word.reason, MeasureEndReason.OTHER)
            end_measure(town, file, measure, row["held_on"], reason, word.text)
