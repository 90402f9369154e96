"""Tasks: a worker's own, and those of a family."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.deputies import stood_in_for
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.agenda.models import Task, TaskQuerySet
from hjemmebane.records.people.queries import PersonCard, cards_by_id

ROWS_MAX = 200


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as a page shows it: who does what, how, with whom, by when."""

    public_id: str
    dossier_id: int
    dossier_public_id: str
    title: str
    how: str
    together_with: str
    person: PersonCard | None
    owner_name: str
    owner_id: int | None
    due_on: date | None
    done_at: datetime | None
    version: int


def get_task(public_id: object, user: User) -> Task:
    """Return a task in the reader's reach; raise NotVisible otherwise."""
    rows = Task.objects.visible_to(user).select_related("dossier")
    found = rows.filter(public_id=str(public_id)).first()
    if found is None:
        raise NotVisible("task", public_id)
    return found


def tasks_of(dossier: Dossier, user: User) -> list[TaskRow]:
    """Return the tasks of a dossier: open ones by day, then what is done."""
    return _rows(Task.objects.visible_to(user).filter(dossier=dossier), user)


def tasks_for(user: User, until_on: date) -> list[TaskRow]:
    """Return the open tasks until a day of a worker and whom they stand in for; dayless too."""
    whose = {user.pk, *stood_in_for(user)}
    own = Task.objects.visible_to(user).filter(owner__in=whose, done_at__isnull=True)
    return _rows(own.filter(Q(due_on__isnull=True) | Q(due_on__lte=until_on)), user)


def _rows(tasks: TaskQuerySet, user: User) -> list[TaskRow]:
    chosen = tasks.select_related("dossier", "owner", "owner_unit").order_by("due_on", "pk")
    found = list(chosen[:ROWS_MAX])
    # Databases disagree on where an empty day stands, so the order is made here.
    found.sort(key=lambda task: (task.done_at is not None, task.due_on or date.max, task.pk))
    cards = cards_by_id({task.person_id for task in found if task.person_id}, user)
    return [_row(task, cards) for task in found]


def _row(task: Task, cards: dict[int, PersonCard]) -> TaskRow:
    owner = task.owner.name if task.owner else task.owner_unit.name if task.owner_unit else ""
    return TaskRow(
        public_id=str(task.public_id),
        dossier_id=task.dossier_id,
        dossier_public_id=str(task.dossier.public_id),
        title=task.title,
        how=task.how,
        together_with=task.together_with,
        person=cards.get(task.person_id or 0),
        owner_name=owner,
        owner_id=task.owner_id,
        due_on=task.due_on,
        done_at=task.done_at,
        version=task.version,
    )
