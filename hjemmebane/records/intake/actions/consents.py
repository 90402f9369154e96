"""The family's spoken yes to something being passed on: who said it, about whom, to whom."""

from datetime import timedelta

from hjemmebane import clock
from hjemmebane.domain.access import Register, UnitKind
from hjemmebane.domain.people import ConsentHow
from hjemmebane.records.access.models import User
from hjemmebane.records.access.queries import unit_of_kind
from hjemmebane.records.intake.models import Enquiry
from hjemmebane.records.people.actions import give_consent, register_person
from hjemmebane.records.people.models import Consent, Person

CONSENT_LASTS = timedelta(days=30)


def family_consent(enquiry: Enquiry, what: str, by: User) -> Consent:
    """Record the family's yes to the reception unit being told; call inside an action."""
    giver = named_person(enquiry.contact_name, Register.PREVENTION, by)
    first = enquiry.children.first()
    about = named_person(first.name, Register.PREVENTION, by) if first and first.name else giver
    return give_consent(
        by=by,
        person=giver,
        about=about,
        dossier=enquiry.dossier,
        to_unit=unit_of_kind(UnitKind.RECEPTION),
        what=what,
        purpose="Hjælp fra myndigheden",
        until_on=clock.today() + CONSENT_LASTS,
        how=ConsentHow.SPOKEN,
    )


def named_person(name: str, register: Register, by: User) -> Person:
    """Register somebody by name alone."""
    given, _, family = name.partition(" ")
    return register_person(
        by=by, register=register, given_name=given, family_name=family, born_on=None
    )
