"""Counts in Danish words, with the right gender."""

from enum import StrEnum


class Gender(StrEnum):
    """The two genders of Danish nouns."""

    COMMON = "common"
    NEUTER = "neuter"


WORDS = (
    "nul",
    "én",
    "to",
    "tre",
    "fire",
    "fem",
    "seks",
    "syv",
    "otte",
    "ni",
    "ti",
    "elleve",
    "tolv",
)


def number(count: int, gender: Gender = Gender.COMMON) -> str:
    """Return “én”, “ét”, “to” … “tolv”, then figures."""
    if count == 1 and gender is Gender.NEUTER:
        return "ét"
    return WORDS[count] if 0 <= count < len(WORDS) else str(count)


def counted(count: int, one: str, many: str, gender: Gender = Gender.COMMON) -> str:
    """Return “én kontakt”, “to kontakter”, “ét møde”."""
    return f"{number(count, gender)} {one if count == 1 else many}"


def times(count: int) -> str:
    """Return “én gang”, “to gange”."""
    return counted(count, "gang", "gange")
