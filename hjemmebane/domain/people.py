"""The words about persons: relations, places in a record, consent and the grounds for sharing."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class PartyRole(StrEnum):
    """A person's place in a dossier."""

    CHILD = "child"
    CUSTODY_PARENT = "custody_parent"
    PARENT = "parent"
    SIBLING = "sibling"
    NETWORK = "network"


PARENT_ROLES = frozenset({PartyRole.CUSTODY_PARENT, PartyRole.PARENT})
"""The places of a child's parents, with or without custody."""
FAMILY_ROLES = PARENT_ROLES | {PartyRole.CHILD}
"""The places of those a case is about and with: a child and its parents."""


class RelationKind(StrEnum):
    """How one person is related to another; a person has no gender, the relation has a word."""

    MOTHER = "mother"
    FATHER = "father"
    PARENT = "parent"
    SIBLING = "sibling"
    HALF_SIBLING = "half_sibling"
    STEP_PARENT = "step_parent"
    PARTNER = "partner"
    GRANDPARENT = "grandparent"
    NETWORK = "network"


PARENT_KINDS = frozenset({RelationKind.MOTHER, RelationKind.FATHER, RelationKind.PARENT})
"""The relations that make somebody a child's parent, with or without custody."""
SIBLING_KINDS = frozenset({RelationKind.SIBLING, RelationKind.HALF_SIBLING})
KIN_WORDS = {
    RelationKind.MOTHER: "mor",
    RelationKind.FATHER: "far",
    RelationKind.PARENT: "forælder",
    RelationKind.STEP_PARENT: "stedforælder",
    RelationKind.SIBLING: "søskende",
    RelationKind.HALF_SIBLING: "halvsøskende",
    RelationKind.GRANDPARENT: "bedsteforælder",
    RelationKind.PARTNER: "partner",
    RelationKind.NETWORK: "netværk",
}


def word_for(kinds: Iterable[RelationKind]) -> str:
    """Return what to call somebody who is one or several things to the children of a family.

    The nearest relation gives the word; who is mother of one child and step-parent of another is
    “mor”. Nothing is said of a relation nobody wrote.
    """
    found = set(kinds)
    return next((words for kind, words in KIN_WORDS.items() if kind in found), "")


def place_of(kind: RelationKind, *, has_custody: bool) -> PartyRole:
    """Return the place in a child's case that a relation gives: custody decides for a parent."""
    if has_custody:
        return PartyRole.CUSTODY_PARENT
    if kind in PARENT_KINDS:
        return PartyRole.PARENT
    return PartyRole.SIBLING if kind in SIBLING_KINDS else PartyRole.NETWORK


class NumberKind(StrEnum):
    """Which kind of number a person number is."""

    CPR = "cpr"
    REPLACEMENT = "replacement"
    FOREIGN = "foreign"


class DisclosureGround(StrEnum):
    """On what ground something may pass from one area to another."""

    CONSENT = "consent"
    NOTIFICATION_DUTY = "notification_duty"
    DANGER_ASSESSMENT = "danger_assessment"
    ORDER = "order"
    LAW = "law"


GROUND_WORDS = {
    DisclosureGround.CONSENT: "Der er sagt ja til det",
    DisclosureGround.NOTIFICATION_DUTY: "Underretningspligten (barnets lov § 133)",
    DisclosureGround.DANGER_ASSESSMENT: "Vurderingen af, om et barn er i fare (barnets lov § 136)",
    DisclosureGround.ORDER: "Opgaven til dem, der giver hjælpen",
    DisclosureGround.LAW: "Loven giver lov til det uden samtykke",
}


class ConsentKind(StrEnum):
    """What a consent lets happen: something is told, or somebody is filmed."""

    SHARING = "sharing"
    FILM = "film"


class ConsentHow(StrEnum):
    """How a consent was given."""

    WRITTEN = "written"
    SPOKEN = "spoken"
    PORTAL = "portal"


class RevealReason(StrEnum):
    """Why a protected address is shown in clear."""

    VISIT = "visit"
    LETTER = "letter"
    ACUTE = "acute"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Masked:
    """A value that is protected: it prints as a mask and carries no clear text."""

    kind: str = "address"

    def __str__(self) -> str:
        """Return what a reader sees instead of the value."""
        return "Beskyttet navn" if self.kind == "name" else "Beskyttet adresse"
