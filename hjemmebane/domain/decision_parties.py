"""Who a decision is about: who is a party, who was heard, who agrees, and who complains. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hjemmebane.domain.follow_up import Heard
from hjemmebane.domain.identity import age_on

HEARD_WORDS = {
    Heard.YES: "Ja",
    Heard.BEFORE: "Ja, tidligere",
    Heard.DECLINED: "Ønskede det ikke",
    Heard.NOT_POSSIBLE: "Det var ikke muligt",
}
"""Whether somebody was heard, said of a decision."""
PARTY_AGE = 10
PARTY_AGE_FROM = date(2024, 1, 1)


class PartyPlace(StrEnum):
    """What somebody is to a decision."""

    CHILD = "child"
    CUSTODY_PARENT = "custody_parent"
    PARENT = "parent"
    PROFESSIONAL = "professional"

    @property
    def label(self) -> str:
        """Return the place in Danish."""
        return {
            "child": "barnet",
            "custody_parent": "har forældremyndighed",
            "parent": "uden forældremyndighed",
            "professional": "fagperson",
        }[self.value]


class ConsentAnswer(StrEnum):
    """What somebody with custody says to the help itself; no consent to share anything."""

    YES = "yes"
    NO = "no"
    NOT_YET = "not_yet"

    @property
    def label(self) -> str:
        """Return the answer in Danish."""
        return {"yes": "Ja", "no": "Nej", "not_yet": "Ikke svaret endnu"}[self.value]


class ComplaintHow(StrEnum):
    """How a complaint came; it needs no form of its own."""

    SPOKEN = "spoken"
    LETTER = "letter"
    DIGITAL_POST = "digital_post"
    MEETING = "meeting"

    @property
    def label(self) -> str:
        """Return the way in Danish."""
        return {
            "spoken": "Sagt i telefonen",
            "letter": "Brev",
            "digital_post": "Digital Post",
            "meeting": "Sagt ved et møde",
        }[self.value]


class ComplaintOutcome(StrEnum):
    """What the reassessment ended with (retssikkerhedsloven § 66)."""

    CHANGED = "changed"
    FORWARDED = "forwarded"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """Return the outcome in Danish."""
        return {
            "changed": "Ny afgørelse: den, der klager, får medhold",
            "forwarded": "Fastholdt og sendt til Ankestyrelsen",
            "withdrawn": "Klagen er trukket tilbage",
        }[self.value]


def is_child_party(born_on: date | None, day: date) -> bool:
    """Return whether the child is itself a party that day, with its own letter (BL § 3).

    Before 2024 other ages counted, which are not held against their source: nobody then.
    """
    return day >= PARTY_AGE_FROM and born_on is not None and age_on(born_on, day) >= PARTY_AGE


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """What one with custody said to the help."""

    place: PartyPlace
    answer: str


def consent_fault(
    given: Iterable[ConsentGiven],
    *,
    is_needed: bool,
    is_custody_known: bool = True,
    is_someone_unasked: bool = False,
) -> str:
    """Return why help may not begin: somebody with custody said no, or has not said yes.

    Where nobody is known to hold custody, nobody can have been asked. Who is known to hold it only
    since the decision is a party all the same, also where the help needs no consent: they are
    heard first (forvaltningsloven § 19).
    """
    if is_someone_unasked:
        return "custody_not_asked"
    answers = [one.answer for one in given if one.place is PartyPlace.CUSTODY_PARENT]
    if not is_needed:
        return ""
    if not answers:
        return "" if is_custody_known else "custody_unknown"
    if ConsentAnswer.NO in answers:
        return "consent_refused"
    return "" if all(answer == ConsentAnswer.YES for answer in answers) else "consent_missing"
