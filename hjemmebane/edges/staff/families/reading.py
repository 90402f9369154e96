"""Everything the family page reads, once: each part as far as the reader's rights go."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from hjemmebane import clock
from hjemmebane.domain.calendar import local_day
from hjemmebane.records.access.queries import TeamRow
from hjemmebane.records.agenda.queries import ObligationPage
from hjemmebane.records.agenda.queries.family import FamilyMeeting, meetings_in
from hjemmebane.records.agenda.queries.opened import opened
from hjemmebane.records.cases.queries.family import (
    FamilyAssessment,
    FamilyCase,
    FamilyDecision,
    FamilyGoal,
    FamilyMeasure,
    FamilyNote,
    FamilyReading,
    FamilyTask,
    PlanParts,
    cases_of_family,
    goals_in,
    measures_in,
    plan_parts_in,
    tasks_in,
)
from hjemmebane.records.cases.queries.professionals import SignpostRow, signposts_in
from hjemmebane.records.courses.queries.family import (
    FamilyContact,
    FamilyCourse,
    contacts_in,
    courses_in,
)
from hjemmebane.records.documents.queries.family import FamilyReport, reports_in
from hjemmebane.records.feedback.lines import AnswerLine, answer_lines
from hjemmebane.records.people.queries import (
    FamilyConsent,
    FamilyLooks,
    FamilyView,
    NetworkRow,
    PersonCard,
    consents_in,
    family_view,
    looks_at,
    network_in,
    team_around,
)

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User

LOOK_DAYS = 30


@dataclass(frozen=True, slots=True)
class FamilyRead:
    """A family and all that one reader may know of it."""

    user: "User"
    now: datetime
    view: FamilyView
    cases: tuple[FamilyCase, ...]
    measures: tuple[FamilyMeasure, ...]
    decisions: tuple[FamilyDecision, ...]
    assessments: tuple[FamilyAssessment, ...]
    follow_ups: tuple[tuple[str, date], ...]
    readings: tuple[FamilyReading, ...]
    notes: tuple[FamilyNote, ...]
    signposts: tuple[SignpostRow, ...]
    goals: tuple[FamilyGoal, ...]
    tasks: tuple[FamilyTask, ...]
    courses: tuple[FamilyCourse, ...]
    contacts: tuple[FamilyContact, ...]
    meetings: tuple[FamilyMeeting, ...]
    lines: tuple[AnswerLine, ...]
    reports: tuple[FamilyReport, ...]
    deadlines: tuple[ObligationPage, ...]
    team: list[TeamRow]
    network: tuple[NetworkRow, ...]
    consents: list[FamilyConsent]
    looks: FamilyLooks

    @property
    def today(self) -> date:
        """Return the Danish day."""
        return local_day(self.now)

    def card(self, person_id: int | None) -> PersonCard | None:
        """Return the card of someone around the family, if the reader may see them."""
        return self.view.cards.get(person_id or 0)

    def first_name(self, person_id: int | None) -> str:
        """Return the first given name of someone, masked where it is protected."""
        card = self.card(person_id)
        return first_name(card) if card else ""


def first_name(card: PersonCard) -> str:
    """Return the first of a person's given names, or the mask in its place."""
    name = card.given_name
    return name.split()[0] if isinstance(name, str) and name else str(name)


def read_family(public_id: object, user: "User", days_back: int | None = None) -> FamilyRead:
    """Read a family, its contacts as far back as they are shown.

    Raises NotVisible where the reader has no part in it.
    """
    view = family_view(public_id, user)
    ids, now = view.dossier_ids, clock.now()
    cases = cases_of_family(view.id, user)
    has_cases = any(case.may_read for case in cases)
    has_signposts = any(case.has_signposts for case in cases)
    courses = courses_in(ids, user)
    parts = plan_parts_in(ids, user) if has_cases else PlanParts()
    since = now - timedelta(days=days_back) if days_back else None
    return FamilyRead(
        user=user,
        now=now,
        view=view,
        cases=cases,
        measures=measures_in(ids, user) if has_cases else (),
        decisions=parts.decisions,
        assessments=parts.assessments,
        follow_ups=parts.follow_ups,
        readings=parts.readings,
        notes=parts.notes,
        signposts=signposts_in(ids, user) if has_signposts or not cases else (),
        goals=goals_in(ids, user),
        tasks=tasks_in(ids, user) if has_cases else (),
        courses=courses,
        contacts=contacts_in([course.id for course in courses], user, since) if courses else (),
        meetings=meetings_in(ids, user),
        lines=answer_lines(ids, user) if courses else (),
        reports=reports_in(ids, user) if courses else (),
        deadlines=opened(ids, user, now, cards=view.cards),
        team=team_around(view.helped_in),
        network=network_in(ids, user),
        consents=[] if view.is_names_only else consents_in(ids, user),
        looks=looks_at([] if view.is_names_only else [c.id for c in view.members], LOOK_DAYS),
    )
