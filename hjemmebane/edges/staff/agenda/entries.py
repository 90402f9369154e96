"""Catalogue entries by a word: rules, kinds of help, programmes and the practice profile."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from hjemmebane import catalogue
from hjemmebane.domain.identity import fold
from hjemmebane.domain.regime import Regime

SHOWN = 12


@dataclass(frozen=True)
class Entry:
    """One entry of the catalogue: what it is called, what it is, its page, and where it is met."""

    title: str
    kind: str
    href: str
    words: str


def entries(text: str) -> list[Entry]:
    """Return the entries in which every word of a text is met, in the catalogue's order."""
    parts = fold(text).split()
    found = [row for row in _all() if all(part in row.words for part in parts)]
    return found[:SHOWN] if parts else []


def _all() -> Iterable[Entry]:
    content = catalogue.current()
    for rule in {rule.key: rule for rule in content.rules}.values():
        href = reverse("staff:catalogue_rule", args=[rule.key, rule.version])
        words = fold(f"{rule.key} {rule.name} {rule.law_text}")
        yield Entry(f"{rule.key}: {rule.name}", f"Regel · {rule.law_text}", href, words)
    for kind in content.measures.values():
        place = kind.paragraph(Regime.BARNETS_LOV)
        law = place.words if place else ""
        href = reverse("staff:catalogue_measures")
        yield Entry(kind.title, f"Indsats · {law}", href, fold(f"{kind.title} {law}"))
    for programme in content.programmes:
        href = reverse("staff:catalogue")
        yield Entry(programme.title, "Program", href, fold(programme.title))
    profile = content.profile
    href = reverse("staff:catalogue_profile", args=[profile.key])
    yield Entry(profile.title, "Praksisprofil", href, fold(f"{profile.title} praksisprofil"))
