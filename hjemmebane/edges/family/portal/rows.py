"""The rows of the family's own page, in plain words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.documents import ReportState
from hjemmebane.records.documents.queries import ReportRow
from hjemmebane.records.feedback.queries import Contact, RatedGoal
from hjemmebane.records.people.queries import LookupRow
from hjemmebane.records.reports.queries import OwnGoal, OwnMeeting
from hjemmebane.ui import words
from hjemmebane.ui.charts.goals import GoalLine
from hjemmebane.ui.rows import LookUp

MOST_WAITING = 3
SOON_DAYS = 7
# What a look was for, by the page that was looked at; the first beginning that fits is used.
PURPOSES = (
    ("staff:myday", "Så dagens opgaver"),
    ("staff:contact", "Så eller skrev om et besøg"),
    ("staff:course", "Så på forløbet"),
    ("staff:report", "Arbejdede med en rapport"),
    ("job:report", "Lavede rapportens filer"),
    ("staff:feedback", "Så svar og udvikling"),
    ("staff:response", "Læste et svar"),
    ("staff:case", "Arbejdede med sagen"),
    ("staff:follow_up", "Gjorde klar til opfølgning"),
    ("staff:search", "Søgte efter jer"),
    ("staff:famil", "Så familiens side"),
    ("staff:notification", "Vurderede en underretning"),
    ("staff:enquir", "Så på henvendelsen"),
    ("partners:", "Så sine egne opgaver"),
    ("family:", "Åbnede sin egen side"),
)


@dataclass(frozen=True, slots=True)
class Waits:
    """One thing that waits for the reader."""

    text: str
    more: str
    href: str
    mark: str = "later"


@dataclass(frozen=True, slots=True)
class GoalCard:
    """A goal, the reader's own numbers for it, and who does what."""

    own_words: str
    line: GoalLine | None
    rated: int | None
    tasks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MeetingCard:
    """A meeting or visit ahead, said in plain words."""

    month: str
    day: int
    weekday: str
    when: str
    who: str
    kind: str
    explained: str


def waiting(
    contact: Contact | None, reports: Sequence[ReportRow], meetings: Sequence[OwnMeeting]
) -> list[Waits]:
    """Return what waits for the reader: three things at most."""
    found = []
    if contact is not None:
        address = reverse("family:portal_feedback", args=[contact.course.public_id])
        found.append(
            Waits(
                "Fortæl, hvordan det var",
                "Få spørgsmål, 1 minut",
                f"{address}?besoeg={contact.public_id}",
                "week",
            )
        )
    for row in reports:
        if row.state is ReportState.FAMILY_REVIEW and not row.is_read_by_me:
            address = reverse("family:portal_report", args=[row.public_id])
            found.append(Waits("Læs en rapport om jer", "", address, "week"))
    for meeting in meetings:
        if (meeting.starts_at - clock.now()).days < SOON_DAYS:
            text = f"{meeting.title} {words.near_day(meeting.starts_at, clock.today())}"
            found.append(Waits(text, "", "#moeder"))
            break
    return found[:MOST_WAITING]


def goal_cards(goals: Sequence[OwnGoal], ratings: Mapping[UUID, RatedGoal]) -> list[GoalCard]:
    """Return the goals with the reader's own line from start to now."""
    return [_goal_card(goal, ratings.get(goal.public_id)) for goal in goals]


def _goal_card(goal: OwnGoal, rated: RatedGoal | None) -> GoalCard:
    line = None
    if rated is not None:
        month = words.MONTHS[rated.start_on.month - 1]
        line = GoalLine(start=rated.start, now=rated.now, start_words=f"i {month}")
    return GoalCard(goal.own_words, line, rated.now if rated else None, goal.tasks)


def meeting_cards(meetings: Sequence[OwnMeeting]) -> list[MeetingCard]:
    """Return the meetings ahead with what kind each is, in words."""
    return [_meeting_card(meeting) for meeting in meetings]


def _meeting_card(meeting: OwnMeeting) -> MeetingCard:
    at = meeting.starts_at.astimezone(clock.ZONE)
    near = {0: "I dag ", 1: "I morgen "}.get((at.date() - clock.today()).days, "")
    place = f", {meeting.place[:1].lower()}{meeting.place[1:]}" if meeting.place else ""
    when = f"{near}kl. {words.clock_time(at)}{place}"
    return MeetingCard(
        words.SHORT_MONTHS[at.month - 1],
        at.day,
        words.WEEKDAYS[at.weekday()],
        when[:1].upper() + when[1:],
        words.listing(meeting.others),
        meeting.title,
        _explained(meeting),
    )


def _explained(meeting: OwnMeeting) -> str:
    if meeting.is_formal:
        return "Det er en formel opfølgning: her kan hjælpen ændres."
    if meeting.is_network:
        return "Alle, der hjælper jer, kan være med. Det er ikke her, hjælpen bliver ændret."
    return ""


def looks(rows: Sequence[LookupRow]) -> list[LookUp]:
    """Return who has looked: role and unit, when, and what for; never a name."""
    return [LookUp(_who(row), _when(row.at), _purpose(row)) for row in rows]


def _who(row: LookupRow) -> str:
    who = ", ".join(part for part in (row.role, row.unit) if part) or "Systemet"
    return who[:1].upper() + who[1:]


def _when(at: datetime) -> str:
    return f"{words.near_day(at, clock.today())} kl. {words.clock_time(at)}"


def _purpose(row: LookupRow) -> str:
    if row.is_refused:
        return "Prøvede at se, men fik ikke lov"
    return next((said for start, said in PURPOSES if row.route.startswith(start)), "Så på jer")
