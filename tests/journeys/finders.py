"""Finders: what may stand in an address, for a user, or everything there is."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Model, QuerySet

from hjemmebane import catalogue, clock
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.edges.staff.families.reading import read_family
from hjemmebane.edges.staff.families.week import chosen_week, clashes_in_week
from hjemmebane.records.access.models import Dossier, Tie, User
from hjemmebane.records.agenda.models import CalendarFeed, Meeting, Obligation
from hjemmebane.records.agenda.queries import moves_of
from hjemmebane.records.agenda.queries.feeds import token_of as feed_token_of
from hjemmebane.records.cases.models import Case, CoordinationTask, Goal, TaskSlot
from hjemmebane.records.cases.queries import event_to_correct
from hjemmebane.records.courses.models import (
    Course,
    CourseMeeting,
    Group,
    GroupPlace,
    GroupSession,
)
from hjemmebane.records.documents.models import FamilyReading, Passage, Report
from hjemmebane.records.feedback.asking import token_of
from hjemmebane.records.feedback.models import FeedbackLink
from hjemmebane.records.intake.models import EnquiryChild, NotifiedChild
from hjemmebane.records.people.models import Consent, Family, NetworkPerson, Party, Person

Kwargs = dict[str, Any]
Find = Callable[[User | None], Iterable[Kwargs]]


def once(user: User | None) -> Iterable[Kwargs]:
    """Return the one address of a page that is about nobody in particular."""
    return [{}]


def seen(model: type[Model], user: User | None, **narrowed: Any) -> QuerySet[Any]:
    """Return the rows of a model in a user's reach, where the model knows of reach."""
    manager: Any = model._default_manager
    rows = manager.visible_to(user) if user and hasattr(manager, "visible_to") else manager.all()
    found: QuerySet[Any] = rows.filter(**narrowed).order_by("-pk")
    return found


def of(model: type[Model], name: str = "public_id", **narrowed: Any) -> Find:
    """Return a finder of one id in an address."""
    return lambda user: ({name: row.public_id} for row in seen(model, user, **narrowed))


def under(model: type[Model], parent: str, name: str, inner: str, **narrowed: Any) -> Find:
    """Return a finder of a thing under what it belongs to: two ids in an address."""

    def find(user: User | None) -> Iterator[Kwargs]:
        for row in seen(model, user, **narrowed).select_related(parent):
            yield {name: getattr(row, parent).public_id, inner: row.public_id}

    return find


def with_key(find: Find, name: str, key: str) -> Find:
    """Return a finder that puts a fixed word in the address too."""
    return lambda user: ({**kwargs, name: key} for kwargs in find(user))


def goals(user: User | None) -> Iterator[Kwargs]:
    """Return the running goals of cases."""
    cases = {case.dossier_id: case.public_id for case in seen(Case, user, closed_at=None)}
    for goal in seen(Goal, user, ended_on=None, dossier_id__in=list(cases)):
        yield {"public_id": cases[goal.dossier_id], "goal_id": goal.public_id}


def course_goals(user: User | None) -> Iterator[Kwargs]:
    """Return the running goals of running courses."""
    for course in seen(Course, user, ended_on=None):
        for goal in Goal.objects.filter(dossier=course.dossier_id, ended_on=None).order_by("pk"):
            yield {"course_id": course.public_id, "goal_id": goal.public_id}


def dossiers(*kinds: str) -> Find:
    """Return a finder of open dossiers of some kinds, those tied to the user first."""

    def find(user: User | None) -> Iterator[Kwargs]:
        rows = Dossier.objects.filter(kind__in=kinds, closed_at=None)
        if user is not None:
            rows = rows.filter(ties__user=user, ties__to_on=None).distinct()
        for row in rows.order_by("-pk"):
            yield {"dossier_id": row.public_id}

    return find


def consents(user: User | None) -> Iterator[Kwargs]:
    """Return the dossiers in which a consent may be written down."""
    for kwargs in dossiers("case", "prevention")(user):
        yield {"public_id": kwargs["dossier_id"]}


def tasks(user: User | None) -> Iterator[Kwargs]:
    """Return the tasks of coordination plans, under their cases."""
    for row in seen(CoordinationTask, user).select_related("plan__case"):
        yield {"public_id": row.plan.case.public_id, "task_id": row.public_id}


def slots(user: User | None) -> Iterator[Kwargs]:
    """Return the fixed hours of tasks, under their cases."""
    for row in seen(TaskSlot, user).select_related("task__plan__case"):
        yield {"public_id": row.task.plan.case.public_id, "slot_id": row.public_id}


def group_sessions(user: User | None) -> Iterator[Kwargs]:
    """Return the times that groups of the user's units have met."""
    groups = seen(Group, user)
    for row in GroupSession.objects.filter(group__in=groups).order_by("starts_at"):
        yield {"group_id": row.group.public_id, "session_id": row.public_id}


def group_places(user: User | None) -> Iterator[Kwargs]:
    """Return the places in groups of families in the user's reach."""
    courses = seen(Course, user)
    for row in GroupPlace.objects.filter(course__in=courses, group__in=seen(Group, user)):
        yield {"group_id": row.group.public_id, "place_id": row.public_id}


def network(user: User | None) -> Iterator[Kwargs]:
    """Return those on the network maps of families with a case, under their families."""
    for case in seen(Case, user, closed_at=None).select_related("family"):
        for row in NetworkPerson.objects.filter(dossier_id=case.dossier_id, to_on=None):
            yield {"public_id": case.family.public_id, "row_id": row.public_id}


def coordinated(user: User | None) -> Iterator[Kwargs]:
    """Return the families with an open case in reach."""
    for case in seen(Case, user, closed_at=None).select_related("family"):
        yield {"public_id": case.family.public_id}


def own_network(user: User | None) -> Iterator[Kwargs]:
    """Return those on any network map."""
    for row in NetworkPerson.objects.filter(to_on=None):
        yield {"row_id": row.public_id}


def meetings(user: User | None) -> Iterator[Kwargs]:
    """Return the planned meetings of courses."""
    rows = CourseMeeting.objects.filter(meeting__state="planned", course__in=seen(Course, user))
    for row in rows.select_related("course", "meeting").order_by("-pk"):
        yield {"course_id": row.course.public_id, "meeting_id": row.meeting.public_id}


def case_meetings(user: User | None) -> Iterator[Kwargs]:
    """Return the planned meetings of cases that belong to no course."""
    cases = {case.dossier_id: case.public_id for case in seen(Case, user, closed_at=None)}
    rows = Meeting.objects.filter(state="planned", course_id=None, dossier_id__in=list(cases))
    for row in rows.order_by("-pk"):
        yield {"public_id": cases[row.dossier_id], "meeting_id": row.public_id}


def asked_meetings(user: User | None) -> Iterator[Kwargs]:
    """Return the planned meetings that somebody of the family is asked to."""
    rows = seen(Meeting, user, state="planned", persons__person__isnull=False)
    for row in rows.distinct():
        yield {"meeting_id": row.public_id}


def own_meetings(user: User | None) -> Iterator[Kwargs]:
    """Return the meetings ahead that a family member is asked to, or all."""
    yield from asked_meetings(user)


def own_consents(user: User | None) -> Iterator[Kwargs]:
    """Return the consents a family member gave, or all."""
    rows = Consent.objects.order_by("-pk")
    for row in rows.filter(given_by_id=user.person_id) if user else rows:
        yield {"consent_id": row.public_id}


def headed(user: User | None) -> Iterator[Kwargs]:
    """Return the courses whose unit a user heads."""
    ties = Tie.objects.filter(relation="provider_head", to_on=None)
    rows = Course.objects.filter(pk__in=ties.values("course_id"))
    for row in rows.order_by("-pk"):
        yield {"course_id": row.public_id}


def passages(user: User | None) -> Iterator[Kwargs]:
    """Return the passages of reports."""
    for report in seen(Report, user):
        for row in Passage.objects.filter(report=report)[:1]:
            yield {"report_id": report.public_id, "passage_id": row.public_id}


def readings(user: User | None) -> Iterator[Kwargs]:
    """Return the readings of reports, those that lie with the family first."""
    for report in seen(Report, user).order_by("state", "-pk"):
        for row in FamilyReading.objects.filter(report=report):
            yield {"report_id": report.public_id, "reading_id": row.public_id}


def links(user: User | None) -> Iterator[Kwargs]:
    """Return the links to answer, under their courses."""
    for row in FeedbackLink.objects.select_related("course").order_by("-pk"):
        yield {"course_id": row.course.public_id, "link_id": row.public_id}


def tokens(user: User | None) -> Iterator[Kwargs]:
    """Return the secret parts of links that nobody has used."""
    for row in FeedbackLink.objects.filter(used_at=None).order_by("-pk"):
        yield {"token": token_of(row)}


def movable(user: User | None) -> Iterator[Kwargs]:
    """Return the open obligations whose rule lets their day be moved."""
    for row in seen(Obligation, user, superseded_by=None, satisfied_at=None):
        if moves_of(row):
            yield {"public_id": row.public_id}


def correctable(user: User | None) -> Iterator[Kwargs]:
    """Return the obligations of open cases whose event can be told anew."""
    rows = seen(Obligation, user, superseded_by=None, dossier__kind="case")
    for row in rows.filter(dossier__closed_at=None):
        if event_to_correct(row):
            yield {"public_id": row.public_id}


def feeds(user: User | None) -> Iterator[Kwargs]:
    """Return the secret parts of open calendar feeds."""
    for row in CalendarFeed.objects.filter(closed_at=None):
        yield {"token": feed_token_of(row)}


def rules(user: User | None) -> Iterator[Kwargs]:
    """Return every rule of the catalogue."""
    for rule in catalogue.current().rules:
        yield {"key": rule.key, "version": rule.version}


def rule_keys(user: User | None) -> Iterator[Kwargs]:
    """Return the key of every rule of the catalogue."""
    for rule in catalogue.current().rules:
        yield {"key": rule.key}


def profiles(user: User | None) -> Iterator[Kwargs]:
    """Return the practice profile."""
    yield {"key": catalogue.current().profile.key}


def programmes(user: User | None) -> Iterator[Kwargs]:
    """Return every programme a family may read about, newest version only."""
    for key in dict.fromkeys(programme.key for programme in catalogue.current().programmes):
        yield {"key": key}


def programme_versions(user: User | None) -> Iterator[Kwargs]:
    """Return every version of every programme."""
    for programme in catalogue.current().programmes:
        yield {"key": programme.key, "version": programme.version}


def asked(user: User | None) -> Iterator[Kwargs]:
    """Return the children prevention was asked about: they lie outside its own reach."""
    for row in NotifiedChild.objects.filter(known_question__isnull=False):
        yield {"public_id": row.public_id}


def mirrored(user: User | None) -> Iterator[Kwargs]:
    """Return the children of enquiries; the reception unit was asked about some of them."""
    for row in EnquiryChild.objects.order_by("-pk"):
        yield {"public_id": row.public_id}


def persons(user: User | None) -> Iterator[Kwargs]:
    """Return the persons around the child of open cases, the child itself not among them."""
    cases = {case.dossier_id: case.public_id for case in seen(Case, user, closed_at=None)}
    rows = Party.objects.filter(dossier_id__in=list(cases), to_on=None).exclude(role="child")
    for row in rows.select_related("person").order_by("-pk"):
        yield {"public_id": cases[row.dossier_id], "person_id": row.person.public_id}


def revealed(user: User | None) -> Iterator[Kwargs]:
    """Return the persons whose address or number may be shown in clear."""
    for row in Person.objects.order_by("-pk"):
        for what in ("adresse", "nummer"):
            yield {"public_id": row.public_id, "what": what}


def service_keys(user: User | None) -> Iterator[Kwargs]:
    """Return the services of the catalogue."""
    for service in catalogue.current().services_on(clock.today()):
        yield {"key": service.key}


def chosen_services(user: User | None) -> Iterator[Kwargs]:
    """Return the services that can be chosen in a case; the need stands in the query."""
    for case in seen(Case, user, closed_at=None)[:1]:
        yield {"public_id": case.public_id, "key": "familiebehandling"}


def clashing(user: User | None) -> Iterator[Kwargs]:
    """Return each family whose week does not hold, with what knows the clash."""
    if user is None:
        return
    for family in Family.objects.order_by("pk"):
        try:
            read = read_family(family.public_id, user)
        except NotVisible:
            continue
        for clash in clashes_in_week(read, chosen_week(read, "")):
            yield {"public_id": family.public_id, "mark": clash.mark}
