"""The coordination plan: activated only with an authority plan behind it; tasks with owners."""

from dataclasses import asdict, dataclass
from datetime import date, time
from uuid import UUID, uuid4

from django.utils.translation import gettext_noop as told

from hjemmebane import clock
from hjemmebane.domain.access import Area, Relation, UserKind
from hjemmebane.domain.cases import has_authority_plan
from hjemmebane.domain.coordination_week import ClashChoice
from hjemmebane.domain.people import DisclosureGround
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import (
    Actor,
    action,
    hold,
    log,
    once,
    refuse_twin,
    save_version,
)
from hjemmebane.records.access.actions import tie
from hjemmebane.records.access.models import Tie, Unit, User
from hjemmebane.records.access.queries import units_of
from hjemmebane.records.cases.actions.guards import (
    require_case_work,
    require_contact_allowed,
    require_day,
    require_short,
)
from hjemmebane.records.cases.models import (
    ActionPlan,
    Case,
    ClashSettlement,
    CoordinationPlan,
    CoordinationTask,
    Goal,
    TaskSlot,
)
from hjemmebane.records.cases.queries.cases import may_work_on
from hjemmebane.records.cases.queries.coordination import (
    decision_behind,
    is_own_task,
    plans_behind,
)
from hjemmebane.records.people.actions import disclose
from hjemmebane.records.people.models import Consent, Party, Person

TASK_TOLD = told("partnerens egen opgave i koordineringsplanen")
PARTNER_TITLE = "samarbejdspartner"


@action("coordination.activate")
def activate_coordination_plan(*, by: Actor, case: Case) -> CoordinationPlan:
    """Take the coordination plan into use.

    Refused `no_authority_plan` without a barnets plan, ungeplan or handleplan, or a decision that
    no plan was needed, with its purpose and goals.
    """
    name = "coordination.activate"
    require_case_work(name, case, by)
    found = decision_behind(case)
    decision, facts = found or (None, None)
    if not has_authority_plan(plans_behind(case), facts, clock.today()):
        raise Refused(name, "no_authority_plan")
    plan = ActionPlan.objects.filter(case=case).order_by("-made_on", "-pk").first()
    row = draft_of_plan(name, case)
    if row.activated_at is not None:
        raise Refused(name, "already_active")
    save_version(
        row,
        row.version,
        activated_at=clock.now(),
        plan=plan,
        decision=None if plan else decision,
    )
    log(by=by, about=row)
    return row


def draft_of_plan(name: str, case: Case) -> CoordinationPlan:
    """Return the case's coordination plan, made as a draft the first time; inside an action."""
    row = CoordinationPlan.objects.filter(case=case).first()
    if row is None:
        with once(name):
            row = CoordinationPlan.objects.create(case=case)
    return row


@dataclass(frozen=True, slots=True)
class TaskText:
    """What a task says: what, how, together with whom, when."""

    what: str
    how: str = ""
    together_with: str = ""
    when_text: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a task is: a worker or partner, a unit, or one of the family."""

    user: User | None = None
    unit: Unit | None = None
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """On what ground a partner is told of its task: a consent, or a stated place in the law."""

    consent: Consent | None = None
    law: str = ""


NO_GROUND = Ground()


@action("coordination.add_task")
def add_coordination_task(
    *,
    by: Actor,
    case: Case,
    text: TaskText,
    owner: Owner,
    ground: Ground = NO_GROUND,
    goal: Goal | None = None,
    public_id: UUID | None = None,
) -> CoordinationTask:
    """Give someone a task in the plan. A partner is told only on a ground (`no_ground`)."""
    name = "coordination.add_task"
    require_case_work(name, case, by)
    _require_task(name, case, text, owner)
    with once(name):
        task = CoordinationTask.objects.create(
            public_id=public_id or uuid4(),
            plan=draft_of_plan(name, case),
            goal=goal,
            user=owner.user,
            unit=owner.unit,
            person=owner.person,
            what=text.what.strip(),
            how=text.how,
            together_with=text.together_with,
            when_text=text.when_text,
            due_on=text.due_on,
        )
    _tell_partner(name, by, case, owner, ground)
    log(by=by, about=task, facts={"plan": task.plan.public_id})
    return task


def _require_task(name: str, case: Case, text: TaskText, owner: Owner) -> None:
    require_short(name, text.what, text.how, text.together_with)
    if not text.what.strip():
        raise Refused(name, "task_missing")
    if text.due_on is not None:
        require_day(name, text.due_on, case.child, may_lie_ahead=True)
    if owner == Owner():
        raise Refused(name, "owner_missing")
    if owner.person is not None:
        _require_family(name, case, owner.person)


def _require_family(name: str, case: Case, person: Person) -> None:
    rows = Party.objects.filter(dossier=case.dossier, person=person, to_on__isnull=True)
    if not rows.exists():
        raise Refused(name, "not_of_this_family")
    if person != case.child:
        require_contact_allowed(name, case.dossier)


def _tell_partner(name: str, by: Actor, case: Case, owner: Owner, ground: Ground) -> None:
    """Pass the task on to a partner through the one function that asks for a ground."""
    unit = _partner_unit(owner)
    if unit is None:
        return
    require_contact_allowed(name, case.dossier)
    disclose(
        by=by,
        ground=DisclosureGround.CONSENT if ground.consent else DisclosureGround.LAW,
        dossier=case.dossier,
        to_unit=unit,
        what=TASK_TOLD,
        person=case.child,
        consent=ground.consent,
        reason=ground.law,
    )
    if owner.user is None:
        return
    rows = Tie.objects.filter(user=owner.user, dossier=case.dossier, relation=Relation.PARTNER)
    if not rows.filter(to_on__isnull=True).exists():
        tie(
            by=by,
            user=owner.user,
            dossier=case.dossier,
            relation=Relation.PARTNER,
            title=PARTNER_TITLE,
            from_on=clock.today(),
        )


def _partner_unit(owner: Owner) -> Unit | None:
    """Return the partner unit a task goes to, or None where it stays with the staff or family."""
    if owner.user is not None and owner.user.kind == UserKind.PARTNER:
        return owner.unit or units_of(owner.user).first()
    if owner.unit is not None and owner.unit.area == Area.UNIVERSAL:
        return owner.unit
    return None


@action("coordination.finish_task")
def finish_coordination_task(
    *, by: User, task: CoordinationTask, version: int | None = None
) -> CoordinationTask:
    """Finish a task; a partner finishes their own only."""
    name = "coordination.finish_task"
    case = task.plan.case
    if not is_own_task(task, by) and not may_work_on(case, by):
        raise Refused(name, "not_allowed")
    if task.done_at is not None:
        raise Refused(name, "already_done")
    save_version(task, version or task.version, done_at=clock.now(), done_by=by)
    log(by=by, about=task)
    return task


@dataclass(frozen=True, slots=True)
class SlotText:
    """A fixed hour: weekday 0 (Monday) to 6, from when to when, in a few words, from a day on."""

    weekday: int
    starts: time | None
    ends: time | None
    text: str
    from_on: date
    to_on: date | None = None


@action("coordination.add_slot")
def add_task_slot(
    *, by: Actor, task: CoordinationTask, text: SlotText, person: Person | None = None
) -> TaskSlot:
    """Give a task a fixed hour of the week; `person` is whose time in the family it takes.

    Raises Refused `ends_before_begin`, `already_done`, `not_of_this_family`.
    """
    name = "coordination.add_slot"
    case = task.plan.case
    require_case_work(name, case, by)
    require_short(name, text.text)
    if task.done_at is not None:
        raise Refused(name, "already_done")
    if text.ends is not None and (text.starts is None or text.ends <= text.starts):
        raise Refused(name, "ends_before_begin")
    if text.to_on is not None and text.to_on < text.from_on:
        raise Refused(name, "ends_before_begin")
    for day in (text.from_on, text.to_on):
        if day is not None:
            require_day(name, day, case.child, may_lie_ahead=True)
    if person is not None:
        _require_family(name, case, person)
    said = {**asdict(text), "task": task, "person": person}
    hold(task)
    refuse_twin(name, TaskSlot.objects.filter(**said))
    slot = TaskSlot.objects.create(**said)
    log(by=by, about=task, facts={"slot": slot.public_id})
    return slot


@action("coordination.end_slot")
def end_task_slot(*, by: Actor, slot: TaskSlot) -> TaskSlot:
    """End a fixed hour from today: this is how a clash is settled in the plan."""
    require_case_work("coordination.end_slot", slot.task.plan.case, by)
    if slot.to_on is None or slot.to_on > clock.today():
        slot.to_on = max(clock.today(), slot.from_on)
        slot.save(update_fields=["to_on"])
    log(by=by, about=slot.task, facts={"slot": slot.public_id})
    return slot


@action("coordination.settle")
def settle_clash(
    *, by: User, case: Case, mark: str, choice: ClashChoice, text: str = ""
) -> ClashSettlement:
    """Write how a clash was settled and by whom; said again it counts instead of what stood."""
    name = "coordination.settle"
    require_case_work(name, case, by)
    row = write_settlement(name, case, mark, choice, text, by)
    log(by=by, about=row, reason=choice, facts={"case": case.public_id})
    return row


def write_settlement(
    name: str, case: Case, mark: str, choice: ClashChoice, text: str, by: User
) -> ClashSettlement:
    """Write a settlement for an action that has asked for the right to it; a twin is refused."""
    require_short(name, text)
    rows = ClashSettlement.objects.filter(case=case, mark=mark)
    latest = rows.order_by("-pk").values_list("pk", flat=True)[:1]
    refuse_twin(name, rows.filter(pk__in=list(latest), choice=choice, text=text))
    return ClashSettlement.objects.create(
        case=case, mark=mark, choice=choice, text=text, settled_by=by, settled_at=clock.now()
    )
