"""The words about persons: relations, places in a record, consent and the grounds for sharing."""

from dataclasses import dataclass
from enum import StrEnum


class PartyRole(StrEnum):
    """A person's place in a dossier."""

    CHILD = "child"
    CUSTODY_PARENT = "custody_parent"
    PARENT = "parent"
    SIBLING = "sibling"
    NETWORK = "network"


class RelationKind(StrEnum):
    """How one person is related to another."""

    PARENT = "parent"
    SIBLING = "sibling"
    HALF_SIBLING = "half_sibling"
    STEP_PARENT = "step_parent"
    PARTNER = "partner"
    GRANDPARENT = "grandparent"
    NETWORK = "network"


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
