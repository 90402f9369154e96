"""What Min dag reads, once for the whole page, by what the reader does in the house."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from hjemmebane import clock
from hjemmebane.domain.access import CASE_LEADERS, RoleKey
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.contacts import ContactState
from hjemmebane.domain.worklist import Signal
from hjemmebane.records.access.acting import roles_of
from hjemmebane.records.access.deputies import stands_in_until, stood_in_for
from hjemmebane.records.agenda.queries import MeetingRow, last_agreed, meetings_for
from hjemmebane.records.cases.queries.day import dossiers_followed, weight_points
from hjemmebane.records.courses.queries import (
    CourseRow,
    SilentCourse,
    VisitRow,
    days_since_last_contact,
    own_courses,
    visits_for,
)
from hjemmebane.records.courses.queries.day import SilentFamily, longest_silent, silent_families
from hjemmebane.records.feedback.lines import AnswerLine, answer_lines
from hjemmebane.records.people.queries import (
    FamiliesKnown,
    FamilyRow,
    PersonCard,
    cards_by_id,
)

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User

DAYS_AHEAD = 7
SILENT_SHOWN = 6
WITH_CASES = CASE_LEADERS | {RoleKey.ADVISER}
WITH_DEADLINES = WITH_CASES | {
    RoleKey.RECEPTION,
    RoleKey.PREVENTION_WORKER,
    RoleKey.PREVENTION_LEADER,
}
LOST = frozenset({ContactState.CANCELLED, ContactState.NOBODY_HOME})
ON_COURSES = frozenset({RoleKey.THERAPIST, RoleKey.PREVENTION_WORKER, RoleKey.PREVENTION_LEADER})


@dataclass(frozen=True, slots=True)
class Seen:
    """The reader, the moment, and what both columns of the page are drawn from."""

    user: "User"
    roles: frozenset[str]
    now: datetime
    visits: tuple[VisitRow, ...]
    meetings: tuple[MeetingRow, ...]
    courses: tuple[CourseRow, ...]
    followed: frozenset[int]
    lines: tuple[AnswerLine, ...]
    people: dict[int, PersonCard]
    families: dict[int, FamilyRow]
    known: FamiliesKnown
    silent_courses: tuple[SilentCourse, ...]
    silent_families: tuple[SilentFamily, ...]
    agreed: dict[int, str]
    stands_in_for: tuple[tuple[str, date], ...]

    @property
    def today(self) -> date:
        """Return the Danish day."""
        return local_day(self.now)

    @property
    def has_deadlines(self) -> bool:
        """Return whether the law's or the house's deadlines are the reader's to keep or follow."""
        return bool(self.roles & WITH_DEADLINES) and not self.leads_a_team

    @property
    def leads_a_team(self) -> bool:
        """Return whether the team's own list stands on the page, with its way to all deadlines."""
        return bool(self.roles & CASE_LEADERS)

    @property
    def sees_whole_area(self) -> bool:
        """Return whether the reader heads the area: what nobody has yet is the teams' to take."""
        return RoleKey.AUTHORITY_HEAD in self.roles

    @property
    def today_visits(self) -> list[VisitRow]:
        """Return the visits of today."""
        return [row for row in self.visits if local_day(row.starts_at) == self.today]

    @property
    def visits_to_make(self) -> list[VisitRow]:
        """Return today's visits that were not called off."""
        return [row for row in self.today_visits if row.state not in LOST]

    @property
    def today_meetings(self) -> list[MeetingRow]:
        """Return the meetings of today."""
        return [row for row in self.meetings if local_day(row.starts_at) == self.today]

    def weights_of(self, dossier_ids: Collection[int]) -> dict[int, int]:
        """Return the weight of the heavy ones among some dossiers."""
        return weight_points(dossier_ids, self.user) if self.roles & WITH_CASES else {}

    @property
    def signals(self) -> dict[int, list[Signal]]:
        """Return what is new by dossier: an answer that turned moves its family ahead."""
        found: dict[int, list[Signal]] = defaultdict(list)
        for line in self.lines:
            if line.trend.has_turned:
                found[line.dossier_id].append(
                    Signal(line.points[-1][0], "en tilbagemelding vendte")
                )
        return found


def look(user: "User") -> Seen:
    """Read the day of one member of staff."""
    roles = roles_of(user)
    start = clock.midnight(clock.today())
    until = start + timedelta(days=DAYS_AHEAD)
    is_on_courses = bool(roles & ON_COURSES)
    followed = dossiers_followed(user) if RoleKey.ADVISER in roles else frozenset()
    visits = visits_for(user, start, until) if is_on_courses else ()
    meetings = tuple(meetings_for(user, start, until))
    lines = _lines(user, roles, followed)
    shown = {row.dossier_id for row in meetings} | {
        line.dossier_id for line in lines if line.asks_for_talk or line.trend.has_turned
    }
    silent = longest_silent(followed, user, SILENT_SHOWN) if followed else {}
    known = FamiliesKnown(user)
    # All that both parts name, in one reading.
    families = known.of({*shown, *silent})
    return Seen(
        user=user,
        roles=roles,
        now=clock.now(),
        visits=visits,
        meetings=meetings,
        courses=own_courses(user) if is_on_courses else (),
        followed=followed,
        lines=lines,
        people=cards_by_id({ln.person_id for ln in lines if ln.asks_for_talk}, user),
        families={number: families[number] for number in shown if number in families},
        known=known,
        silent_courses=days_since_last_contact(user) if is_on_courses else (),
        silent_families=tuple(silent_families(silent, families, SILENT_SHOWN)),
        agreed=last_agreed({row.dossier_id for row in meetings}, user),
        stands_in_for=stands_in_until(user) if stood_in_for(user) else (),
    )


def _lines(user: "User", roles: frozenset[str], followed: frozenset[int]) -> tuple[AnswerLine, ...]:
    """Return the answers in the families the reader follows or visits."""
    if roles & ON_COURSES:
        return answer_lines(None, user)
    return answer_lines(followed, user) if followed else ()
