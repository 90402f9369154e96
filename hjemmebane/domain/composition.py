"""What a course is made of: advice, practical help and groups, each as the family needs it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from hjemmebane.domain.prose_dates import listed


class HelpForm(StrEnum):
    """The plain forms a course may mix."""

    ADVICE = "advice"
    PRACTICAL = "practical"
    GROUP = "group"


HELP_FORM_WORDS = {
    HelpForm.ADVICE: "råd og samtale",
    HelpForm.PRACTICAL: "praktisk hjælp",
    HelpForm.GROUP: "gruppe",
}


@dataclass(frozen=True, slots=True)
class Composition:
    """How many of a course's contacts gave each form of help; one contact may give several."""

    times: Mapping[HelpForm, int]

    @property
    def words(self) -> str:
        """Return “Sammensat af råd og samtale (5), praktisk hjælp (2) og gruppe (3)”."""
        parts = [f"{HELP_FORM_WORDS[form]} ({n})" for form, n in self.times.items() if n]
        return f"Sammensat af {listed(parts)}" if parts else ""


def composition(
    contacts: Iterable[tuple[Iterable[str], bool]], forms: Mapping[str, HelpForm]
) -> Composition:
    """Return what a course's contacts were made of.

    Each contact is its methods' keys and whether it was in a group; `forms` is the profile's word
    for which form a method is (S2-AAB-33).
    """
    times = dict.fromkeys(HelpForm, 0)
    for methods, is_in_group in contacts:
        given = {forms[key] for key in methods if key in forms}
        for form in given | ({HelpForm.GROUP} if is_in_group else set()):
            times[form] += 1
    return Composition(times)
