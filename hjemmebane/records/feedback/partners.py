"""A partner's half of the feedback: who is asked, about which task, and what they said last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from hjemmebane import catalogue, clock
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.instruments import Instrument
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.models import CoordinationTask
from hjemmebane.records.cases.queries import get_own_task
from hjemmebane.records.courses.models import Course
from hjemmebane.records.feedback.asking import WORDS_ITEM
from hjemmebane.records.feedback.models import Response
from hjemmebane.records.people.queries import PersonCard, cards_by_id

PARTNER = "partner-feedback"
DAYS_BETWEEN = "feedback.partner_days"
# What `about_id` and `giver_words` read of a response.
GIVER = ("user", "task__unit", "task__plan__case")


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """What a partner answered last: the day, each question with its number, and the words."""

    on: date
    answers: tuple[tuple[str, int], ...]
    text: str


@dataclass(frozen=True, slots=True)
class AskedAbout:
    """The questions about one task: the course they are kept with, and from when to answer."""

    task: CoordinationTask
    course: Course
    instrument: Instrument
    last: Response | None
    may_answer_from: date

    @property
    def may_answer(self) -> bool:
        """Return whether it is time to answer."""
        return self.may_answer_from <= clock.today()


@dataclass(frozen=True, slots=True)
class PartnerPage:
    """What a partner sees before they answer: the task, the child, and their own last answer."""

    task: CoordinationTask
    child: PersonCard
    instrument: Instrument
    last: OwnAnswer | None
    may_answer: bool
    may_answer_from: date


def asked_about(public_id: UUID, user: User) -> AskedAbout:
    """Return what a partner is asked about their own task.

    With several courses at once the answer goes to the one begun last. Raises NotVisible where
    the task is not theirs, and while no course runs.
    """
    task = get_own_task(public_id, user)
    case = task.plan.case
    course = _running({case.dossier_id}).get(case.dossier_id)
    if case.closed_at is not None or course is None:
        raise NotVisible("coordination_task", public_id)
    own = Response.objects.visible_to(user).filter(task=task, user=user)
    last = own.order_by("-answered_at", "-pk").first()
    days = timedelta(days=catalogue.current_profile().number(DAYS_BETWEEN))
    since = local_day(last.answered_at) + days if last else clock.today()
    return AskedAbout(task, course, catalogue.current().instrument(PARTNER), last, since)


def partner_page(public_id: UUID, user: User) -> PartnerPage:
    """Return a partner's page about one of their own tasks; raise NotVisible otherwise."""
    asked = asked_about(public_id, user)
    child_id = asked.task.plan.case.child_id
    return PartnerPage(
        task=asked.task,
        child=cards_by_id([child_id], user)[child_id],
        instrument=asked.instrument,
        last=_own_answer(asked.last) if asked.last else None,
        may_answer=asked.may_answer,
        may_answer_from=asked.may_answer_from,
    )


def tasks_asked_about(public_ids: Iterable[str], user: User) -> frozenset[str]:
    """Return which of a partner's tasks, by public id, a course runs for: those to answer about."""
    rows = CoordinationTask.objects.visible_to(user).filter(public_id__in=list(public_ids))
    dossiers = {str(number): dossier for number, dossier in rows.values_list(*_TASK)}
    running = _running(dossiers.values())
    return frozenset(number for number, dossier in dossiers.items() if dossier in running)


_TASK = ("public_id", "plan__case__dossier_id")


def _running(dossier_ids: Iterable[int]) -> dict[int, Course]:
    """Return by dossier the course begun last of those that run."""
    rows = Course.objects.filter(
        dossier_id__in=set(dossier_ids), started_on__lte=clock.today(), ended_on__isnull=True
    )
    return {row.dossier_id: row for row in rows.order_by("started_on", "pk")}


def _own_answer(response: Response) -> OwnAnswer:
    instrument = catalogue.current().instrument(
        response.instrument_key, response.instrument_version
    )
    rows = {row.item: row for row in response.answers.all()}
    numbers = tuple(
        (item.text, row.value)
        for item in instrument.items
        if (row := rows.get(item.key)) and row.value is not None
    )
    text = rows[WORDS_ITEM].text if WORDS_ITEM in rows else ""
    return OwnAnswer(local_day(response.answered_at), numbers, text)


def about_id(response: Response) -> int:
    """Return the person an answer is about: who answered, or the child of a partner's task."""
    if response.person_id is not None:
        return response.person_id
    if response.task is None:
        raise ValueError("a response has a person or a task")
    return response.task.plan.case.child_id


def giver_words(response: Response, card: PersonCard) -> str:
    """Return who answered: one of the family by name, a partner by name and place."""
    if response.user is None:
        return str(card.name)
    unit = response.task.unit if response.task else None
    return f"{response.user.name}, {unit.name}" if unit else response.user.name
