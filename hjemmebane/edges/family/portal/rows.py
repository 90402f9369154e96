"""The rows of the family's own page, in plain words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as told
from django.utils.translation import ngettext

from hjemmebane import clock
from hjemmebane.domain.documents import ReportState
from hjemmebane.domain.placement_risk import RiskLevel
from hjemmebane.records.cases.queries import OwnRisk
from hjemmebane.records.documents.queries import ReportRow
from hjemmebane.records.feedback.queries import Contact, RatedGoal
from hjemmebane.records.people.queries import LookupRow
from hjemmebane.records.reports.queries import OwnGoal, OwnMeeting
from hjemmebane.ui import words
from hjemmebane.ui.charts.goals import GoalLine
from hjemmebane.ui.rows import LookUp

# Why the head of a unit read the therapists' notes, as the family is told it.
NOTES_READ = {
    "notes:complaint": told("Læste behandlernes notater: klage eller aktindsigt"),
    "notes:quality": told("Læste behandlernes notater: sparring eller kvalitet"),
    "notes:substitute": told("Læste behandlernes notater: dækkede for en behandler"),
    "notes:acute": told("Læste behandlernes notater: et barn kunne være i fare"),
    "notes:other": told("Læste behandlernes notater: en anden grund"),
}
# How a person judges the risk of a placement, as the family is told it.
RISKS = {
    RiskLevel.NONE_NOW: told("Vi ser ikke nu en risiko for, at %(name)s skal bo et andet sted."),
    RiskLevel.SOME: told("Vi ser nogen risiko for, at %(name)s kommer til at bo et andet sted."),
    RiskLevel.GREAT: told("Vi ser en stor risiko for, at %(name)s kommer til at bo et andet sted."),
}
MOST_WAITING = 3
SOON_DAYS = 7
COORDINATOR = told("tovholder")
LOOKED = told("Så på jer")
# What a look was for, by the page that was looked at; the first beginning that fits is used.
PURPOSES = (
    ("staff:myday", told("Så dagens opgaver")),
    ("staff:contact", told("Så eller skrev om et besøg")),
    ("staff:course", told("Så på forløbet")),
    ("staff:group", told("Så på gruppen")),
    ("staff:report", told("Arbejdede med en rapport")),
    ("job:report", told("Lavede rapportens filer")),
    ("staff:feedback", told("Så svar og udvikling")),
    ("staff:response", told("Læste et svar")),
    ("staff:case", told("Arbejdede med sagen")),
    ("staff:follow_up", told("Gjorde klar til opfølgning")),
    ("staff:search", told("Søgte efter jer")),
    ("staff:famil", told("Så familiens side")),
    ("staff:network", told("Så på jeres netværk")),
    ("staff:notification", told("Vurderede en underretning")),
    ("staff:enquir", told("Så på henvendelsen")),
    ("partners:", told("Så sine egne opgaver")),
    ("family:", told("Åbnede sin egen side")),
)


@dataclass(frozen=True, slots=True)
class Waits:
    """One thing that waits for the reader."""

    text: str
    more: str
    href: str
    mark: str = "later"


@dataclass(frozen=True, slots=True)
class RiskCard:
    """How a person judges the risk of a placement, why, what could help, who and when."""

    words: str
    why: str
    what_helps: str
    judged_by: str
    judged_on: date


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
    href: str
    reply: str
    proposed: str


def risk_cards(risks: Sequence[OwnRisk]) -> list[RiskCard]:
    """Return how a person judges the risk for each child, in plain words."""
    return [
        RiskCard(
            _(RISKS[risk.row.level]) % {"name": risk.child.given_name},
            risk.row.why,
            risk.row.what_helps,
            risk.row.judged_by,
            risk.row.judged_on,
        )
        for risk in risks
    ]


def waiting(
    questions: int, reports: Sequence[ReportRow], meetings: Sequence[OwnMeeting]
) -> list[Waits]:
    """Return what waits for the reader: three things at most."""
    found = []
    if questions:
        more = ngettext("%(n)s spørgsmål, 1 minut", "%(n)s spørgsmål, 1 minut", questions)
        found.append(
            Waits(_("Fortæl, hvordan det var"), more % {"n": questions}, "#spoerg", "week")
        )
    for row in reports:
        if row.state is ReportState.FAMILY_REVIEW and not row.is_read_by_me:
            address = reverse("family:portal_report", args=[row.public_id])
            found.append(Waits(_("Læs en rapport om jer"), "", address, "week"))
    for meeting in meetings:
        if (meeting.starts_at - clock.now()).days < SOON_DAYS:
            found.append(_meeting_waits(meeting))
            break
    return found[:MOST_WAITING]


def _meeting_waits(meeting: OwnMeeting) -> Waits:
    when = words.near_day(meeting.starts_at, clock.today())
    if meeting.public_id and meeting.reply is None:
        return Waits(_("Svar på mødet %(when)s") % {"when": when}, "", "#moeder")
    return Waits(f"{_title(meeting)} {when}", "", "#moeder")


def last_time(contact: Contact | None, workers: Sequence[str]) -> str:
    """Return in a sentence who was there last; empty where nothing waits to be told about it."""
    if contact is None or not workers:
        return ""
    days = (clock.today() - words.as_day(contact.starts_at)).days
    near = {0: _("i dag"), 1: _("i går")}.get(days, words.weekday(contact.starts_at))
    told = {"who": words.listing(workers), "when": near}
    if contact.household_id:
        return _("%(who)s var hos jer %(when)s.") % told
    return _("Du talte med %(who)s %(when)s.") % told


def goal_cards(goals: Sequence[OwnGoal], ratings: Mapping[UUID, RatedGoal]) -> list[GoalCard]:
    """Return the goals with the reader's own line from start to now."""
    return [_goal_card(goal, ratings.get(goal.public_id)) for goal in goals]


def _goal_card(goal: OwnGoal, rated: RatedGoal | None) -> GoalCard:
    line = None
    if rated is not None:
        since = _("i %(month)s") % {"month": words.month(rated.start_on)}
        line = GoalLine(start=rated.start, now=rated.now, start_words=since)
    tasks = tuple((who or _("Du"), what) for who, what in goal.tasks)
    return GoalCard(goal.own_words, line, rated.now if rated else None, tasks)


def meeting_cards(meetings: Sequence[OwnMeeting]) -> list[MeetingCard]:
    """Return the meetings ahead with what kind each is, in words."""
    return [_meeting_card(meeting) for meeting in meetings]


def _meeting_card(meeting: OwnMeeting) -> MeetingCard:
    at = meeting.starts_at.astimezone(clock.ZONE)
    near = {0: _("i dag"), 1: _("i morgen")}.get((at.date() - clock.today()).days, "")
    when = f"{near} {words.at_time(at)}{_where(meeting)}".strip()
    return MeetingCard(
        words.short_month(at),
        at.day,
        words.weekday(at),
        when[:1].upper() + when[1:],
        words.listing(_who_comes(meeting)),
        _title(meeting),
        _explained(meeting),
        reverse("family:portal_meeting", args=[meeting.public_id]) if meeting.public_id else "",
        meeting.reply or "",
        words.moment(meeting.proposed_at) if meeting.proposed_at else "",
    )


def _where(meeting: OwnMeeting) -> str:
    place = words.place_in_sentence(words.said(meeting.place))
    return f", {place}" if place else ""


def _title(meeting: OwnMeeting) -> str:
    if not meeting.is_visit:
        return words.said(meeting.title)
    return _("Formel opfølgning") if meeting.is_formal else _("Almindeligt besøg")


def _who_comes(meeting: OwnMeeting) -> list[str]:
    """Return who comes: the family by number only, for parents may have to be kept apart."""
    more = meeting.more_family
    others = ngettext("%(n)s mere fra familien", "%(n)s mere fra familien", more) % {"n": more}
    you = [] if meeting.is_visit else [_("Du")]
    named = [f"{name} ({_titled(title)})" if title else name for name, title in meeting.others]
    return [*you, *named, *([others] if more else [])]


def _titled(title: str) -> str:
    """Return a worker's titles, each in the reader's language where it is one of ours."""
    return ", ".join(words.said(part) for part in title.split(", "))


def _explained(meeting: OwnMeeting) -> str:
    if meeting.is_formal:
        return _("Det er en formel opfølgning: her kan hjælpen ændres.")
    if meeting.is_network:
        return _("Alle, der hjælper jer, kan være med. Det er ikke her, hjælpen bliver ændret.")
    return ""


def looks(rows: Sequence[LookupRow]) -> list[LookUp]:
    """Return who has looked: role and unit, when, and what for; never a name."""
    return [LookUp(_who(row), _when(row.at), _purpose(row)) for row in rows]


def _who(row: LookupRow) -> str:
    who = ", ".join(part for part in (words.said(row.role), row.unit) if part) or _("Systemet")
    return who[:1].upper() + who[1:]


def _when(at: datetime) -> str:
    return f"{words.near_day(at, clock.today())} {words.at_time(at)}"


def _purpose(row: LookupRow) -> str:
    if row.is_refused:
        return _("Prøvede at se, men fik ikke lov")
    if row.why in NOTES_READ:
        return _(NOTES_READ[row.why])
    found = (said for start, said in PURPOSES if row.route.startswith(start))
    return _(next(found, LOOKED))
