"""Opening the case about one child, and what is written about it as a whole."""

from datetime import date

from hjemmebane import clock
from hjemmebane.domain.access import DossierKind, Register, Relation
from hjemmebane.domain.case_status import CaseStatus, Standing
from hjemmebane.domain.cases import ADVISER_TITLE, CaseWeight
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.people import PARENT_KINDS, PartyRole, RelationKind
from hjemmebane.domain.refusals import Refused
from hjemmebane.domain.story import StoryHeard
from hjemmebane.records.access.acting import (
    Actor,
    action,
    hold,
    log,
    once,
    refuse_twin,
    save_version,
)
from hjemmebane.records.access.actions import follow_team, open_dossier, tie
from hjemmebane.records.access.models import Dossier, Team, Tie, User
from hjemmebane.records.cases.actions.deadlines import refresh_next_due, start_for
from hjemmebane.records.cases.actions.guards import (
    require_case_work,
    require_day,
    require_short,
)
from hjemmebane.records.cases.actions.status import begin_status, require_settable
from hjemmebane.records.cases.models import Case, StoryReading
from hjemmebane.records.intake.actions import identify_child, mark_case_opened
from hjemmebane.records.intake.models import NotifiedChild
from hjemmebane.records.people.actions import (
    add_member,
    add_parties,
    create_family,
    give_custody,
    register_person,
    relate,
)
from hjemmebane.records.people.models import Custody, Family, FamilyMember, Party, Person
from hjemmebane.records.people.models import Relation as Kinship
from hjemmebane.records.people.queries import person_with_number


@action("case.open")
def open_case(
    *,
    by: Actor,
    child: Person,
    family: Family,
    aware_on: date,
    team: Team,
    adviser: User,
    notified_child: NotifiedChild | None = None,
    weight: CaseWeight = CaseWeight.MIDDLE,
    status: CaseStatus = CaseStatus.RECEIVED,
    is_alone: bool = False,
) -> Case:
    """Open a case about a child: dossier, parties, adviser, and the four months of B1.

    The clock runs from the day the municipality became aware of the child (barnets lov § 20,
    stk. 3), not from today. `is_alone`: a child just registered, of whom no kin is known. Raises
    Refused `case_already_open`, `other_register`, and what setting another status does.
    """
    name = "case.open"
    require_day(name, aware_on, child)
    if status is not CaseStatus.RECEIVED:
        require_settable(Standing(CaseStatus.RECEIVED, has_running_measure=False), status)
    if Register.PREVENTION in (child.register, family.register):
        raise Refused(name, "other_register")
    dossier = open_dossier(
        by=by, kind=DossierKind.CASE, register=Register.AUTHORITY, unit=team.unit, team=team
    )
    with once(name, "case_already_open"):
        case = Case.objects.create(
            number=f"{clock.today():%Y}-{dossier.pk:06d}",
            dossier=dossier,
            child=child,
            family=family,
            from_dossier=notified_child.notification.dossier if notified_child else None,
            aware_on=aware_on,
            opened_at=clock.now(),
            weight=weight,
            status=status,
        )
    begin_status(by, case)
    places = [(child, PartyRole.CHILD)] if is_alone else _places(child)
    add_parties(by=by, dossier=dossier, places=places, from_on=clock.today())
    _tie(by, dossier, adviser)
    if notified_child is not None:
        mark_case_opened(by=by, notified_child=notified_child, case_dossier=dossier)
        _tie_adviser(by, notified_child.notification.dossier, adviser)
        follow_team(by=by, dossier=notified_child.notification.dossier, team=team)
    about = ("case", case.public_id)
    begun = start_for(
        EventKind.BECAME_AWARE, by=by, case=case, about=about, on=aware_on, responsible=adviser
    )
    log(by=by, about=case, facts={"team": team.public_id, "adviser": adviser.public_id})
    return refresh_next_due(by=by, case=case, begun=begun)


def _tie_adviser(by: Actor, dossier: Dossier, adviser: User) -> None:
    if dossier.ties.filter(user=adviser, relation=Relation.ADVISER, to_on__isnull=True).exists():
        return
    _tie(by, dossier, adviser)


def _tie(by: Actor, dossier: Dossier, adviser: User) -> None:
    tie(
        by=by,
        user=adviser,
        dossier=dossier,
        relation=Relation.ADVISER,
        title=ADVISER_TITLE,
        from_on=clock.today(),
    )


def _places(child: Person) -> list[tuple[Person, PartyRole]]:
    """Return the child, those who hold custody, and other parents, each with their place."""
    held = Custody.objects.filter(child=child, to_on__isnull=True)
    holders = [row.holder for row in held.select_related("holder")]
    kin = Kinship.objects.filter(other=child, kind__in=PARENT_KINDS, to_on=None)
    parents = dict.fromkeys(row.person for row in kin.select_related("person"))
    places = [(child, PartyRole.CHILD)]
    places += [(person, PartyRole.CUSTODY_PARENT) for person in holders]
    return places + [(p, PartyRole.PARENT) for p in parents if p not in holders]


@action("case.open_for_child")
def open_case_for_child(
    *,
    by: Actor,
    aware_on: date,
    team: Team,
    adviser: User,
    given_name: str = "",
    family_name: str = "",
    born_on: date | None = None,
    cpr: str = "",
    notified_child: NotifiedChild | None = None,
    weight: CaseWeight = CaseWeight.MIDDLE,
    sibling: Person | None = None,
) -> Case:
    """Open a case about a notified child, or one as it is typed; a known number is the child.

    `sibling` is a child whose parents and family are this child's too: they are not asked again.
    """
    child = notified_child.person if notified_child else None
    if child is None and cpr:
        child = person_with_number(cpr, Register.AUTHORITY)
    if child is None:
        child = register_person(
            by=by,
            register=Register.AUTHORITY,
            given_name=given_name,
            family_name=family_name,
            born_on=born_on,
            cpr=cpr,
        )
    if notified_child is not None and notified_child.person_id is None:
        identify_child(by=by, notified_child=notified_child, person=child)
    if sibling is not None:
        _share_parents(by, child, sibling)
    case = open_case(
        by=by,
        child=child,
        family=family_for(by, child),
        aware_on=aware_on,
        team=team,
        adviser=adviser,
        notified_child=notified_child,
        weight=weight,
    )
    log(by=by, about=case)
    return case


def _share_parents(by: Actor, child: Person, sibling: Person) -> None:
    """Give a child the parents, custody holders and family that its sibling has today."""
    today = clock.today()
    parents = Kinship.objects.filter(other=sibling, kind__in=PARENT_KINDS, to_on__isnull=True)
    for row in parents.select_related("person"):
        if not Kinship.objects.filter(person=row.person, other=child, to_on=None).exists():
            relate(by=by, person=row.person, other=child, kind=RelationKind(row.kind))
    for held in Custody.objects.filter(child=sibling, to_on__isnull=True).select_related("holder"):
        if not Custody.objects.filter(child=child, holder=held.holder, to_on=None).exists():
            since = child.born_on or today
            give_custody(by=by, child=child, holder=held.holder, from_on=since)
    if not Kinship.objects.filter(person=sibling, other=child, to_on=None).exists():
        relate(by=by, person=sibling, other=child, kind=RelationKind.SIBLING)
    if not FamilyMember.objects.filter(person=child, to_on__isnull=True).exists():
        add_member(by=by, family=family_for(by, sibling), person=child, from_on=today)


def family_for(by: Actor, child: Person) -> Family:
    """Return the child's family, or make one of the child alone."""
    member = (
        FamilyMember.objects.filter(person=child, to_on__isnull=True)
        .select_related("family")
        .order_by("pk")
        .first()
    )
    if member is not None:
        return member.family
    return family_of_one(by, child)


def family_of_one(by: Actor, child: Person) -> Family:
    """Make a family of the child alone."""
    return create_family(
        by=by, register=Register.AUTHORITY, name=child.family_name, members=[child]
    )


@action("case.set_adviser")
def set_adviser(*, by: Actor, case: Case, adviser: User, title: str = ADVISER_TITLE) -> Case:
    """Give the case, and the notification behind it, to an adviser.

    The one before keeps their dated tie in the history.
    """
    require_case_work("case.set_adviser", case, by)
    for dossier in filter(None, [case.dossier, case.from_dossier]):
        rows = dossier.ties.filter(relation=Relation.ADVISER, title=title, to_on__isnull=True)
        rows.exclude(user_id__in=[adviser.pk, *_on_siblings(case, dossier)]).update(
            to_on=clock.today()
        )
        _tie_adviser(by, dossier, adviser)
    log(by=by, about=case, facts={"adviser": adviser.public_id})
    return case


def _on_siblings(case: Case, dossier: Dossier) -> list[int]:
    """Return the advisers whose own case came from the same notification: they keep it."""
    if dossier.pk == case.dossier_id:
        return []
    others = Case.objects.filter(from_dossier=dossier, closed_at__isnull=True).exclude(pk=case.pk)
    ties = Tie.objects.filter(
        dossier_id__in=others.values("dossier_id"), relation=Relation.ADVISER, to_on__isnull=True
    )
    return list(ties.values_list("user_id", flat=True))


@action("case.write_story")
def write_story(*, by: Actor, case: Case, version: int, story: str, agreed_on: date | None) -> Case:
    """Write the family's story in short, and the day the family agreed to it."""
    name = "case.write_story"
    require_case_work(name, case, by)
    require_short(name, story)
    if agreed_on is not None:
        require_day(name, agreed_on, case.child)
    if story.strip() != case.story.strip():
        # What was agreed to was the text that stood; the new one is nobody's yet.
        StoryReading.objects.filter(case=case, ended_at__isnull=True).update(ended_at=clock.now())
    save_version(case, version, story=story, story_agreed_on=agreed_on)
    log(by=by, about=case)
    return case


@action("case.note_story_read")
def note_story_read(
    *, by: User, case: Case, person: Person, heard: StoryHeard, read_on: date, note: str = ""
) -> StoryReading:
    """Note that one of the family has read the story as it stands, and what they said to it.

    Raises Refused `no_story`, `not_of_this_family`.
    """
    name = "case.note_story_read"
    require_case_work(name, case, by)
    require_day(name, read_on, case.child)
    require_short(name, note)
    if not case.story:
        raise Refused(name, "no_story")
    parties = Party.objects.filter(dossier=case.dossier, person=person, to_on__isnull=True)
    if not parties.exists():
        raise Refused(name, "not_of_this_family")
    hold(case)
    rows = StoryReading.objects.filter(case=case, person=person, ended_at__isnull=True)
    refuse_twin(name, rows.filter(heard=heard, read_on=read_on, note=note))
    rows.update(ended_at=clock.now())
    with once(name):
        made = StoryReading.objects.create(
            case=case, person=person, heard=heard, read_on=read_on, note=note, noted_by=by
        )
    log(by=by, about=case, facts={"person": person.public_id, "heard": heard})
    return made
