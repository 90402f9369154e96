"""Many rows at once, for tests that ask whether a list costs the same however long it is.

Written past the actions and so only with `free_hand`: thousands of acts would take minutes.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import wraps
from typing import ParamSpec

from django.db import connection

from hjemmebane import clock
from hjemmebane.domain.access import DossierKind, Register, Relation
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.people import PartyRole
from hjemmebane.records.access.models import Dossier, Tie
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.cases.models import Case
from hjemmebane.records.intake.models import (
    Enquiry,
    EnquiryChild,
    Notification,
    NotifiedChild,
)
from hjemmebane.records.people.models import Family, FamilyMember, NameToken, Party, Person
from tests.cast import ANCHOR, LONG_AGO, World

P = ParamSpec("P")


def known_to_the_planner(fill: Callable[P, None]) -> Callable[P, None]:
    """Let PostgreSQL count what was filled in, as it does by itself once rows are committed.

    Without numbers it takes thousands of new rows for one, and plans a search that takes minutes.
    """

    @wraps(fill)
    def filled(*args: P.args, **kwargs: P.kwargs) -> None:
        fill(*args, **kwargs)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")

    return filled


@known_to_the_planner
def many_families(world: World, number: int) -> None:
    """Put many open cases into the team, row by row, each with a family of its own."""
    start = Family.objects.count()
    nord, unit = world.teams["nord"], world.units["authority"]
    families = Family.objects.bulk_create(
        Family(register=Register.AUTHORITY, name=f"Nr{start + n:05d}") for n in range(number)
    )
    persons = Person.objects.bulk_create(
        Person(
            register=Register.AUTHORITY,
            given_name="Barn",
            family_name=family.name,
            sort_key=family.name,
            born_on=date(2015, 1, 1),
        )
        for family in families
    )
    dossiers = Dossier.objects.bulk_create(
        Dossier(
            kind=DossierKind.CASE,
            register=Register.AUTHORITY,
            unit=unit,
            team=nord,
            opened_at=clock.now(),
        )
        for _ in families
    )
    rows = list(zip(families, persons, dossiers, strict=True))
    FamilyMember.objects.bulk_create(
        FamilyMember(family=f, person=p, from_on=LONG_AGO) for f, p, _ in rows
    )
    Party.objects.bulk_create(
        Party(person=p, dossier=d, role=PartyRole.CHILD, from_on=LONG_AGO) for _, p, d in rows
    )
    Case.objects.bulk_create(
        Case(
            number=f"T-{f.name}",
            dossier=d,
            child=p,
            family=f,
            aware_on=ANCHOR,
            opened_at=clock.now(),
            next_due_at=clock.now() + timedelta(hours=n + start),
        )
        for n, (f, p, d) in enumerate(rows)
    )


@known_to_the_planner
def many_deadlines(world: World) -> None:
    """Give each open case an adviser and a deadline of its own, where it has none."""
    cases = list(Case.objects.exclude(dossier__obligations__isnull=False).select_related("child"))
    Tie.objects.bulk_create(
        Tie(
            user=world.anna,
            dossier=case.dossier,
            relation=Relation.ADVISER,
            title="rådgiver",
            from_on=LONG_AGO,
        )
        for case in cases
    )
    Obligation.objects.bulk_create(
        Obligation(
            dossier=case.dossier,
            rule_key="B1",
            rule_version=2,
            about_kind="case",
            about_id=case.public_id,
            person=case.child,
            trigger_kind=EventKind.BECAME_AWARE,
            trigger_at=clock.now(),
            due_at=case.next_due_at,
            responsible=world.anna,
            created_at=clock.now(),
        )
        for case in cases
    )


@known_to_the_planner
def many_names(world: World) -> None:
    """Let everybody without tokens be found by name, and let Dorte treat each child with a case."""
    NameToken.objects.bulk_create(
        NameToken(person=person, token=person.given_name.lower())
        for person in Person.objects.filter(tokens__isnull=True)
    )
    Tie.objects.bulk_create(
        Tie(
            user=world.dorte,
            dossier_id=number,
            relation=Relation.THERAPIST,
            title="familiebehandler",
            from_on=LONG_AGO,
        )
        for number in Case.objects.exclude(dossier__ties__user=world.dorte).values_list(
            "dossier_id", flat=True
        )
    )


@known_to_the_planner
def many_notifications(world: World, number: int) -> None:
    """Put many assessed notifications with their receipts sent into the reception unit."""
    start = Notification.objects.count()
    dossiers = Dossier.objects.bulk_create(
        Dossier(
            kind=DossierKind.NOTIFICATION,
            register=Register.AUTHORITY,
            unit=world.units["reception"],
            opened_at=clock.now(),
        )
        for _ in range(number)
    )
    rows = Notification.objects.bulk_create(
        Notification(
            dossier=dossier,
            source="citizen",
            concern_source="school",
            danger_answer="no",
            text="Kort",
            received_at=clock.now() - timedelta(hours=n + start),
            registered_at=clock.now(),
            receipt_sent_at=clock.now(),
        )
        for n, dossier in enumerate(dossiers)
    )
    NotifiedChild.objects.bulk_create(
        NotifiedChild(notification=row, name_given=f"Barn{n + start:05d}", assessed_at=clock.now())
        for n, row in enumerate(rows)
    )


@known_to_the_planner
def many_enquiries(world: World, number: int, *, is_closed: bool) -> None:
    """Put many enquiries, finished or still to be read, into the prevention unit."""
    start = Enquiry.objects.count()
    dossiers = Dossier.objects.bulk_create(
        Dossier(
            kind=DossierKind.ENQUIRY,
            register=Register.PREVENTION,
            unit=world.units["prevention"],
            opened_at=clock.now(),
        )
        for _ in range(number)
    )
    rows = Enquiry.objects.bulk_create(
        Enquiry(
            dossier=dossier,
            concern_source="parent",
            danger_answer="no",
            problem="Uro",
            received_at=clock.now() - timedelta(hours=n + start),
            state="closed" if is_closed else "new",
            closed_at=clock.now() if is_closed else None,
        )
        for n, dossier in enumerate(dossiers)
    )
    EnquiryChild.objects.bulk_create(
        EnquiryChild(enquiry=row, name=f"Spurgt{n + start:05d}", age=6)
        for n, row in enumerate(rows)
    )
