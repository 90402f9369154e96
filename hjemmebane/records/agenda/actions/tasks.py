"""Tasks: who does what by when."""

from datetime import date

from hjemmebane import clock
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, hold, log, refuse_twin, save_version
from hjemmebane.records.access.models import Dossier, Unit, User
from hjemmebane.records.agenda.actions.guards import require_at_work
from hjemmebane.records.agenda.models import Task
from hjemmebane.records.people.models import Person


@action("task.add")
def add_task(
    *,
    by: Actor,
    dossier: Dossier,
    title: str,
    owner: User | None = None,
    owner_unit: Unit | None = None,
    person: Person | None = None,
    how: str = "",
    together_with: str = "",
    due_on: date | None = None,
) -> Task:
    """Add a task for a worker, a unit or one of the family; nobody's task is refused."""
    name = "task.add"
    require_at_work(name, dossier, by)
    if not title.strip():
        raise Refused(name, "title_missing")
    if owner is None and owner_unit is None and person is None:
        raise Refused(name, "owner_missing")
    hold(dossier)
    same = Task.objects.filter(dossier=dossier, title=title, how=how, done_at__isnull=True)
    mine = same.filter(owner=owner, owner_unit=owner_unit, person=person, due_on=due_on)
    refuse_twin(name, mine)
    task = Task.objects.create(
        dossier=dossier,
        title=title,
        how=how,
        together_with=together_with,
        owner=owner,
        owner_unit=owner_unit,
        person=person,
        due_on=due_on,
    )
    log(by=by, about=task)
    return task


@action("task.finish")
def finish_task(*, by: Actor, task: Task, version: int) -> Task:
    """Note that a task is done: by its owner, or by someone who works with the family."""
    name = "task.finish"
    if not (isinstance(by, User) and task.owner_id == by.pk):
        require_at_work(name, task.dossier, by)
    if task.done_at is not None:
        raise Refused(name, "already_done")
    save_version(task, version, done_at=clock.now())
    log(by=by, about=task)
    return task
