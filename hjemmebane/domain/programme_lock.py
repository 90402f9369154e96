"""Which parts of a programme are fixed, and which a municipality may write its own way."""

from collections.abc import Mapping

from hjemmebane.domain.programmes import Programme

FIELDS = {
    "criterion": "criteria",
    "doubt": "doubts",
    "intensity": "intensity",
    "element": "elements",
    "phase": "phases",
    "milestone": "milestones",
    "outcome": "outcomes",
    "fidelity": "fidelity",
    "track": "tracks",
    "contacts": "contacts",
    "network_meetings": "network_meetings",
    "rhythm": "rhythm",
    "role": "roles",
    "setting": "settings",
    "method": "methods",
    "topic": "topics",
    "ask": "askings",
}
"""The parts a variant may differ in, by their name in the file, and where they stand."""
PART_WORDS = {
    "criterion": "målgruppen",
    "doubt": "det, der taler imod",
    "intensity": "styrkeskalaen",
    "element": "kerneelementerne",
    "phase": "faserne",
    "milestone": "det, der skal ske undervejs",
    "outcome": "valgene til sidst",
    "fidelity": "det, vi ser forløbet efter",
    "track": "sporene",
    "contacts": "rammen for kontakter",
    "network_meetings": "antallet af netværksmøder",
    "rhythm": "rytmen",
    "role": "holdet",
    "setting": "stederne",
    "method": "metoderne",
    "topic": "emnerne",
    "ask": "spørgsmålene",
}


def fixed_parts(programme: Programme) -> Mapping[str, str]:
    """Return the parts a variant may not change, each with its Danish word."""
    return {name: PART_WORDS[name] for name in FIELDS if name not in programme.local}


def local_parts(programme: Programme) -> tuple[str, ...]:
    """Return the Danish words for what a municipality may write its own way."""
    return tuple(PART_WORDS[name] for name in FIELDS if name in programme.local)
