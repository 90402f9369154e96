"""Where a course stands on a day: plan beside actual, drift in words, never a bar."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from hjemmebane.domain.contacts import ContactState, Party
from hjemmebane.domain.course_budget import Budget, MeetingCount, contact_budget, meeting_count
from hjemmebane.domain.course_due import Done, DueItem, DueState, due_items
from hjemmebane.domain.course_pauses import Pause, joined, moved, paused_days
from hjemmebane.domain.course_phases import PhaseActual, PhaseStanding, phase_standings
from hjemmebane.domain.course_rounds import with_rounds
from hjemmebane.domain.programmes import NETWORK_MEETING, MilestoneKind, Programme
from hjemmebane.domain.prose_dates import days
from hjemmebane.domain.rhythm import ContactRhythm, contact_rhythm

DAYS_IN_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class ContactFact:
    """One contact, whoever took part in it: two workers are still one contact."""

    on: date
    state: ContactState = ContactState.HELD
    workers: int = 1


@dataclass(frozen=True, slots=True)
class MeetingFact:
    """One meeting of the course and who was there."""

    kind: str
    on: date
    is_held: bool = True
    parties: frozenset[Party] = frozenset()


@dataclass(frozen=True, slots=True)
class ExtensionFact:
    """A higher limit, or a later end, agreed by a leader."""

    on: date
    new_limit: int | None = None
    new_end_on: date | None = None


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """Everything that has happened in a course; the programme says what was meant to."""

    contacts: tuple[ContactFact, ...] = ()
    meetings: tuple[MeetingFact, ...] = ()
    phases: tuple[PhaseActual, ...] = ()
    extensions: tuple[ExtensionFact, ...] = ()
    done: Mapping[str, date] = field(default_factory=dict)
    outcome: str = ""
    agreed_end_on: date | None = None
    ended_on: date | None = None
    adviser_interval_days: int | None = None
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True, slots=True)
class CourseStanding:
    """What the course page shows on one day, reckoned from plan and facts."""

    week: int
    weeks: int | None
    phases: tuple[PhaseStanding, ...]
    due: tuple[DueItem, ...]
    contacts: Budget
    held_by_two: int
    network_meetings: MeetingCount
    rhythm: ContactRhythm
    planned_end: date | None
    expected_end: date | None
    drift_days: int
    drift_words: str
    missing_to_close: tuple[str, ...]
    pauses: tuple[Pause, ...] = ()
    # The days meetings were held, with who sat there.
    met: tuple[tuple[date, frozenset[Party]], ...] = ()

    @property
    def phase(self) -> PhaseStanding | None:
        """Return the phase that runs on the day."""
        return next((phase for phase in self.phases if phase.is_running), None)

    @property
    def week_words(self) -> str:
        """Return “uge 6 af 12”."""
        return f"uge {self.week}" + (f" af {self.weeks}" if self.weeks else "")

    @property
    def open_due(self) -> tuple[DueItem, ...]:
        """Return what has not happened yet, the nearest first."""
        return tuple(item for item in self.due if item.state is not DueState.DONE)


def standing_of(
    programme: Programme, start: date, facts: CourseFacts, today: date
) -> CourseStanding:
    """Return where the course stands on the day; running it again gives the same."""
    seen = _until(facts, today)
    programme = with_rounds(programme, (item.phase for item in seen.phases))
    last_day = min(today, seen.ended_on) if seen.ended_on else today
    pauses = joined(seen.pauses)
    planned_end = _planned_end(programme, start, pauses)
    expected_end = seen.ended_on or _extended_end(seen, pauses) or _agreed_end(seen, pauses)
    expected_end = expected_end or planned_end
    phases = phase_standings(programme.phases, start, seen.phases, last_day, seen.ended_on, pauses)
    happened = [item for item in seen.contacts if item.state is ContactState.HELD]
    held = [item.on for item in happened]
    due = due_items(
        programme.milestones, start, phases, expected_end, _done(programme, seen), today, pauses
    )
    drift = _drift(phases)
    return CourseStanding(
        week=_week(start, last_day, pauses),
        weeks=programme.duration_weeks,
        phases=phases,
        due=due,
        contacts=contact_budget(programme.contacts, len(held), _limit(seen)),
        held_by_two=sum(item.workers > 1 for item in happened),
        network_meetings=meeting_count(
            programme.network_meetings,
            [item.is_held for item in seen.meetings if item.kind == NETWORK_MEETING],
        ),
        rhythm=contact_rhythm(programme.rhythm, start, held, today, seen.adviser_interval_days),
        planned_end=planned_end,
        expected_end=expected_end,
        drift_days=drift,
        drift_words=drift_words(drift) if programme.phases else "",
        missing_to_close=missing_to_close(programme, seen),
        pauses=pauses,
        met=tuple((item.on, item.parties) for item in seen.meetings if item.is_held),
    )


def drift_words(drift: int) -> str:
    """Return “4 dage efter plan”; a course is guided by its plan, not held to it."""
    if drift == 0:
        return "følger planen"
    return f"{days(drift)} efter plan" if drift > 0 else f"{days(-drift)} før plan"


def missing_to_close(programme: Programme, facts: CourseFacts) -> tuple[str, ...]:
    """Return what the closing step itself consists of and does not have yet."""
    missing = []
    if programme.outcomes and not facts.outcome:
        missing.append("outcome")
    return tuple(missing)


def team_gaps(programme: Programme, team: Mapping[str, int]) -> list[str]:
    """Return what a team lacks or has too much of, in words; shown, never a bar."""
    words = []
    for role in programme.roles:
        count = team.get(role.key, 0)
        if count < role.least:
            words.append(f"Mangler {role.least - count} {role.title}.")
        elif count > role.most:
            words.append(f"{count} {role.title} på forløbet; programmet regner med {role.most}.")
    return words


def _until(facts: CourseFacts, today: date) -> CourseFacts:
    """Keep what had happened by the day, so that any past day can be looked at again."""
    return CourseFacts(
        contacts=tuple(item for item in facts.contacts if item.on <= today),
        meetings=tuple(item for item in facts.meetings if not item.is_held or item.on <= today),
        phases=tuple(item for item in facts.phases if item.started_on <= today),
        extensions=tuple(item for item in facts.extensions if item.on <= today),
        done={key: on for key, on in facts.done.items() if on <= today},
        outcome=facts.outcome,
        agreed_end_on=facts.agreed_end_on,
        ended_on=facts.ended_on if facts.ended_on and facts.ended_on <= today else None,
        adviser_interval_days=facts.adviser_interval_days,
        pauses=tuple(item for item in facts.pauses if item.from_on <= today),
    )


def _week(start: date, last_day: date, pauses: Sequence[Pause]) -> int:
    """Return the week of the course the day lies in; days of a pause are not counted."""
    gone = (last_day - start).days - paused_days(start, last_day, pauses)
    return max(1, gone // DAYS_IN_A_WEEK + 1)


def _planned_end(programme: Programme, start: date, pauses: Sequence[Pause]) -> date | None:
    if programme.duration_weeks is None:
        return None
    return moved(start + timedelta(weeks=programme.duration_weeks, days=-1), pauses)


def _agreed_end(facts: CourseFacts, pauses: Sequence[Pause]) -> date | None:
    return moved(facts.agreed_end_on, pauses) if facts.agreed_end_on else None


def _extended_end(facts: CourseFacts, pauses: Sequence[Pause]) -> date | None:
    """Return the newest end a leader agreed to; only a pause that came later moves it."""
    ends = [(item.on, item.new_end_on) for item in facts.extensions if item.new_end_on]
    if not ends:
        return None
    on, end = max(ends)
    return moved(end, [pause for pause in pauses if pause.from_on > on])


def _limit(facts: CourseFacts) -> int | None:
    limits = [item for item in facts.extensions if item.new_limit]
    return max(limits, key=lambda item: item.on).new_limit if limits else None


def _done(programme: Programme, facts: CourseFacts) -> Done:
    done: dict[str, list[tuple[date, frozenset[Party]]]] = {
        key: [(on, frozenset())] for key, on in facts.done.items()
    }
    kinds = {item.key for item in programme.milestones if item.kind is MilestoneKind.MEETING}
    for meeting in sorted(facts.meetings, key=lambda item: item.on):
        if meeting.is_held and meeting.kind in kinds:
            done.setdefault(meeting.kind, []).append((meeting.on, meeting.parties))
    return done


def _drift(phases: tuple[PhaseStanding, ...]) -> int:
    begun = [phase for phase in phases if phase.actual_from]
    if not begun:
        return 0
    last = begun[-1]
    return last.overrun_days if last.is_running and last.overrun_days else last.start_drift_days
