"""Sentences for what the house refuses, by key; a key keeps one meaning everywhere.

Those a family can meet are marked for translation.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hjemmebane.ui.refusals import (
    agenda,
    api,
    cases,
    courses,
    house,
    intake,
    leadership,
    people,
    reports,
)

GENERAL = gettext_noop("Det kan ikke lade sig gøre. Intet er gemt.")

_sentences: dict[str, str] = {}


def sentence(key: str) -> str:
    """Return the sentence of a refusal in the reader's language, a general one where unknown."""
    return _(_sentences.get(key, GENERAL))


def say(sentences: Mapping[str, str]) -> None:
    """Add sentences of one capability; a key keeps one meaning in the whole house."""
    for key, text in sentences.items():
        if _sentences.setdefault(key, text) != text:
            message = f"refusal {key!r} already has another sentence"
            raise ValueError(message)


def known() -> frozenset[str]:
    """Return every key that has its own sentence."""
    return frozenset(_sentences)


for _room in (agenda, api, cases, courses, house, intake, leadership, people, reports):
    say(_room.SENTENCES)
