"""Danish sentences for what the house refuses, by key; a key keeps one meaning everywhere."""

from collections.abc import Mapping

from hjemmebane.ui.refusals import agenda, cases, courses, house, intake, people, reports

GENERAL = "Det kan ikke lade sig gøre. Intet er gemt."

_sentences: dict[str, str] = {}


def sentence(key: str) -> str:
    """Return the Danish sentence of a refusal, a general one for an unknown key."""
    return _sentences.get(key, GENERAL)


def say(sentences: Mapping[str, str]) -> None:
    """Add sentences of one capability; a key keeps one meaning in the whole house."""
    for key, text in sentences.items():
        if _sentences.setdefault(key, text) != text:
            message = f"refusal {key!r} already has another sentence"
            raise ValueError(message)


def known() -> frozenset[str]:
    """Return every key that has its own sentence."""
    return frozenset(_sentences)


for _room in (agenda, cases, courses, house, intake, people, reports):
    say(_room.SENTENCES)
