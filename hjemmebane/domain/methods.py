"""Methods a course is worked by, and the question that comes before a psychological test.

Law no. 408 of 29 April 2025 (barnets lov §§ 171 a-c): where a placement is considered for a family
with Greenlandic background, a standardised psychological test is not used; VISO's special unit is
asked instead. The background is told by the family, never inferred from a name or a birthplace.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from hjemmebane.domain.instruments import LicenceClass

SCORE = re.compile(
    r"\b(rå|skala|standard|total|sum)?(score[ns]?|scoring|scorer|percentil|IK|IQ|stanine)\b"
    r"[^.\n]{0,20}\d",
    re.IGNORECASE,
)


class MethodError(ValueError):
    """A method that cannot be used, with the reason in plain words."""


class FamilyTold(StrEnum):
    """What the family itself says of its background when it is asked."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


class GateState(StrEnum):
    """How the question before a psychological test was settled; the background is not kept."""

    NOT_A_TEST = "not_a_test"
    NO_PLACEMENT = "no_placement"
    ASKED = "asked"


@dataclass(frozen=True)
class Method:
    """What is said of a method, and who may use it; neither items nor scoring are shipped."""

    key: str
    version: str
    title: str
    about: str
    owner: str
    source: str
    licence: LicenceClass
    competence: str
    test_gate: bool
    gate_why: str
    valid_from: date
    valid_to: date | None
    review_on: date

    def is_used_on(self, day: date) -> bool:
        """Return whether the method may be noted as used that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class GateAnswers:
    """What was answered before a test: is a placement considered, and what the family told."""

    placement: bool | None = None
    family_told: FamilyTold | None = None


FAMILY_TOLD_WORDS = {
    FamilyTold.NO: "Nej, siger familien selv",
    FamilyTold.YES: "Ja",
    FamilyTold.NOT_ASKED: "Vi har ikke spurgt, eller vi er ikke sikre",
}
GATE_WORDS = {
    GateState.NOT_A_TEST: "",
    GateState.NO_PLACEMENT: "Anbringelse overvejes ikke",
    GateState.ASKED: "Familien er spurgt før testen",
}


def method_from(data: Mapping[str, Any]) -> Method:
    """Return the method a catalogue entry describes, or raise MethodError."""
    method = Method(
        key=data["key"],
        version=str(data["version"]),
        title=data["title"],
        about=data["about"],
        owner=data["owner"],
        source=data["source"],
        licence=LicenceClass(data["licence"]),
        competence=data.get("competence", ""),
        test_gate=data["test_gate"],
        gate_why=data.get("gate_why", ""),
        valid_from=data["valid_from"],
        valid_to=data.get("valid_to"),
        review_on=data["review_on"],
    )
    if method.licence is not LicenceClass.OWN and not method.competence:
        raise MethodError(f"{method.key}: En metode, andre ejer, kræver en, der er oplært i den.")
    return method


def newest(methods: Iterable[Method], on: date) -> tuple[Method, ...]:
    """Return the version of each method that holds on a day, by title."""
    found: dict[str, Method] = {}
    for method in methods:
        known = found.get(method.key)
        if method.is_used_on(on) and (known is None or known.valid_from < method.valid_from):
            found[method.key] = method
    return tuple(sorted(found.values(), key=lambda method: method.title))


def gate_refusal(method: Method, answers: GateAnswers, *, is_placed: bool) -> str:
    """Return why a test may not be noted, or nothing; an open question stops it as a yes does.

    A child who is placed already is a placement case whatever was answered.
    """
    if not method.test_gate:
        return ""
    if answers.placement is None and not is_placed:
        return "test_gate_placement"
    if not (answers.placement or is_placed):
        return ""
    return {
        None: "test_gate_unanswered",
        FamilyTold.NOT_ASKED: "test_gate_unanswered",
        FamilyTold.YES: "test_gate_viso",
        FamilyTold.NO: "",
    }[answers.family_told]


def gate_state(method: Method, answers: GateAnswers, *, is_placed: bool) -> GateState:
    """Return what is kept of a settled question: that it was asked, not what the family is."""
    if not method.test_gate:
        return GateState.NOT_A_TEST
    return GateState.ASKED if answers.placement or is_placed else GateState.NO_PLACEMENT


def is_summary(text: str) -> bool:
    """Return whether a text is a summary in words: a score beside its number is none."""
    return bool(text.strip()) and SCORE.search(text) is None
