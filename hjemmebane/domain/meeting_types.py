"""What belongs to a kind of meeting: who must be there, where it is held, whose voice is heard."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from hjemmebane.domain.agenda import MeetingKind
from hjemmebane.domain.contacts import PARTY_WORDS, Party
from hjemmebane.domain.prose_dates import listed

FAMILY_PARTIES = frozenset({Party.PARENT, Party.CHILD})


class MissingReason(StrEnum):
    """Why one who belongs to a meeting was not there: at most six choices, text is optional."""

    SENT_WORD = "sent_word"
    STAYED_AWAY = "stayed_away"
    FAMILY_WISH = "family_wish"
    SPOKE_BEFORE = "spoke_before"
    NOBODY_YET = "nobody_yet"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return the reason in Danish."""
        return MISSING_LABELS[self]


MISSING_LABELS = {
    MissingReason.SENT_WORD: "Meldte afbud",
    MissingReason.STAYED_AWAY: "Kom ikke og sagde ikke til",
    MissingReason.FAMILY_WISH: "Familien ville det sådan",
    MissingReason.SPOKE_BEFORE: "Har sagt sit før mødet",
    MissingReason.NOBODY_YET: "Ingen har den plads endnu",
    MissingReason.OTHER: "Andet",
}


@dataclass(frozen=True, slots=True)
class MeetingPlace:
    """A place a kind of meeting is held as a rule; `home` is one of the family's homes."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class MeetingType:
    """A kind of meeting as the practice profile has it; the programme's own milestone wins.

    `parties` must be there; `places` are offered first; `child_voice` asks for what the child says.
    """

    kind: MeetingKind
    says: str
    source: str
    parties: tuple[Party, ...] = ()
    places: tuple[MeetingPlace, ...] = ()
    child_voice: bool = False

    @property
    def belongs(self) -> str:
        """Return “Til mødet hører forældre, rådgiver og behandler.”; empty where nobody must."""
        names = listed(PARTY_WORDS[party] for party in self.parties)
        return f"Til mødet hører {names}." if names else ""


def meeting_type_from(row: Mapping[str, Any]) -> MeetingType:
    """Return a kind of meeting from its row in a profile."""
    return MeetingType(
        kind=MeetingKind(row["kind"]),
        says=row["says"],
        source=row["source"],
        parties=tuple(Party(key) for key in row.get("parties", ())),
        places=tuple(MeetingPlace(**one) for one in row.get("places", ())),
        child_voice=bool(row.get("child_voice")),
    )


def missing_parties(
    required: Iterable[Party], there: Collection[Party], around: Collection[Party]
) -> tuple[Party, ...]:
    """Return who belongs to the meeting and was not there.

    `around` is who the family has: where there is no parent, or no child, none is missing. That the
    whole family was away has a ground of its own, so it is not asked about once more.
    """
    asked = FAMILY_PARTIES & set(around) if FAMILY_PARTIES & set(there) else frozenset()
    return tuple(
        party
        for party in required
        if party not in there and (party in asked or party not in FAMILY_PARTIES)
    )


def missing_words(parties: Iterable[Party], reason: MissingReason | None, text: str = "") -> str:
    """Return “Ikke med: rådgiver (meldte afbud)”; empty where nobody was missing."""
    names = [PARTY_WORDS[party] for party in parties]
    if not names:
        return ""
    why = ", ".join(part for part in (reason.label.lower() if reason else "", text) if part)
    return f"Ikke med: {listed(names)}" + (f" ({why})" if why else "")


def parties_kept(parties: Iterable[Party]) -> str:
    """Return parties as they are stored, in their order."""
    return " ".join(party.value for party in parties)


def parties_read(kept: str) -> tuple[Party, ...]:
    """Return the parties of what is stored."""
    return tuple(Party(key) for key in kept.split())
