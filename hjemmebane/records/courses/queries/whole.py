"""Everything the course page shows, as one row."""

from dataclasses import dataclass
from datetime import date

from hjemmebane import catalogue
from hjemmebane.domain.composition import Composition, composition
from hjemmebane.domain.contacts import ContactState, OrderAim
from hjemmebane.domain.course import CourseStanding
from hjemmebane.domain.course_progress import GoalSeen
from hjemmebane.domain.course_purpose import PurposeStanding, purpose_standings
from hjemmebane.domain.participation import OfFamily, TakesPart, taking_part
from hjemmebane.domain.people import PARENT_ROLES
from hjemmebane.domain.programmes import Programme
from hjemmebane.domain.three_way import ThreeWay
from hjemmebane.records.access.queries import TeamRow
from hjemmebane.records.cases.queries.rows import GoalView
from hjemmebane.records.courses.queries.content import CourseContent
from hjemmebane.records.courses.queries.rows import (
    ContactRow,
    CourseMeetingRow,
    CourseRow,
    ExtensionRow,
    HomeChoice,
    Worker,
    WorkRow,
)
from hjemmebane.records.courses.queries.team import PlaceRow
from hjemmebane.records.people.queries import PartyRow


@dataclass(frozen=True, slots=True)
class CoursePage:
    """Everything the course page shows."""

    course: CourseRow
    programme: Programme
    programme_as_written: Programme
    dossier_id: int
    case_public_id: str
    measure_title: str
    measure_law: str
    measure_purpose: str
    measure_replaces: str
    measure_aim: OrderAim | None
    measure_compensates: str
    agreed_needs: str
    frequency_words: str
    frequency_days: int | None
    end_words: str
    outcome: str
    outcome_text: str
    outcome_on: date | None
    outcome_by: str
    workers: tuple[Worker, ...]
    team: tuple[TeamRow, ...]
    places: tuple[PlaceRow, ...]
    team_gaps: tuple[str, ...]
    contacts: tuple[ContactRow, ...]
    meetings: tuple[CourseMeetingRow, ...]
    works: tuple[WorkRow, ...]
    extensions: tuple[ExtensionRow, ...]
    goals: tuple[GoalView, ...]
    parties: tuple[PartyRow, ...]
    homes: tuple[HomeChoice, ...]
    is_on_course: bool
    version: int
    content: CourseContent
    placed_on: date | None = None
    filmed: frozenset[int] = frozenset()
    three_way: ThreeWay | None = None

    @property
    def standing(self) -> CourseStanding:
        """Return where the course stands today."""
        return self.course.standing

    @property
    def composition(self) -> Composition:
        """Return what the course's contacts were made of."""
        held = [(row.method_keys, row.is_in_group) for row in self.contacts if row.is_held]
        return composition(held, catalogue.current_profile().help_forms)

    @property
    def family_names(self) -> tuple[str, ...]:
        """Return the first names of everybody the page has looked up."""
        return tuple(str(row.card.given_name) for row in self.parties)

    @property
    def planned(self) -> list[ContactRow]:
        """Return the planned contacts, nearest first."""
        planned = [c for c in self.contacts if c.state is ContactState.PLANNED]
        return sorted(planned, key=lambda contact: contact.starts_at)

    @property
    def next_contact(self) -> ContactRow | None:
        """Return the nearest planned contact."""
        return next(iter(self.planned), None)

    @property
    def last_held(self) -> ContactRow | None:
        """Return the latest contact that took place with the family alone, not in a group."""
        held = [c for c in self.contacts if c.is_held and not c.is_in_group]
        return max(held, key=lambda contact: contact.starts_at, default=None)

    @property
    def film_names(self) -> tuple[str, ...]:
        """Return the first names of those who have said yes to be filmed."""
        return tuple(str(row.card.given_name) for row in self.parties if row.card.id in self.filmed)

    @property
    def goals_seen(self) -> tuple[GoalSeen, ...]:
        """Return the running goals with every dated word on them."""
        return tuple(GoalSeen(goal.own_words, goal.area, goal.points) for goal in self.goals)

    @property
    def purposes(self) -> tuple[PurposeStanding, ...]:
        """Return how each part of the programme's purpose stands in the course."""
        started_on = self.course.started_on
        return purpose_standings(
            self.programme.measured, self.goals_seen, started_on, self.placed_on
        )

    @property
    def participation(self) -> tuple[TakesPart, ...]:
        """Return how each parent, and each child the course is about, takes part in it."""
        children = {card.id for card in self.course.children}
        family = [
            OfFamily(row.card.id, str(row.card.given_name), row.card.id in children)
            for row in self.parties
            if row.role in PARENT_ROLES or row.card.id in children
        ]
        held = [contact for contact in self.contacts if contact.is_held]
        return taking_part(
            family,
            [{card.id for card in contact.there} for contact in held],
            [meeting.person_ids for meeting in self.meetings if meeting.is_held],
            [goal.words_of.id for goal in self.goals if goal.words_of],
        )
