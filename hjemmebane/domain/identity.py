"""Person numbers and names: checks that warn, ages, and keys to find and order names by."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from hjemmebane.domain.people import NumberKind

WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
DEMO_MONTH_OFFSET = 40
REPLACEMENT_DAY_OFFSET = 60


class BadNumber(ValueError):
    """The text cannot be a person number."""


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """A person number as read: ten digits, its kind, the birthday it tells, and warnings."""

    digits: str
    kind: NumberKind
    born_on: date
    warnings: tuple[str, ...]


def read_number(text: str, *, allow_demo: bool = False) -> ReadNumber:
    """Return a CPR number read from text; modulus 11 only warns, since valid numbers lack it.

    Source: cpr.dk, "Personnumre uden kontrolciffer"; replacement numbers add 60 to the day.
    `allow_demo` accepts the impossible month (+40) of the demo's people.
    """
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise BadNumber("ten digits are needed")
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    kind = NumberKind.CPR
    if day > REPLACEMENT_DAY_OFFSET:
        day, kind = day - REPLACEMENT_DAY_OFFSET, NumberKind.REPLACEMENT
    if allow_demo and month > DEMO_MONTH_OFFSET:
        month -= DEMO_MONTH_OFFSET
    try:
        born_on = date(_century(int(digits[6]), year) + year, month, day)
    except ValueError as error:
        raise BadNumber("no such day") from error
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True))
    warnings = () if total % 11 == 0 else ("mod11",)
    return ReadNumber(digits, kind, born_on, warnings)


def _century(seventh: int, year: int) -> int:
    """Return the century that the seventh digit tells (cpr.dk, "Opbygning af CPR-nummeret")."""
    if seventh <= 3:
        return 1900
    if seventh in (4, 9):
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800


def age_on(born_on: date, day: date) -> int:
    """Return the whole years lived on a day; born on 29 February counts from 1 March."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


AGE_OF_MAJORITY = 18


def needs_custody_holder(born_on: date | None, day: date) -> bool:
    """Return whether somebody must hold custody of a child on a day: until it turns 18.

    A child whose birthday is not known counts as under 18. Source: forældreansvarsloven § 1.
    """
    return born_on is None or age_on(born_on, day) < AGE_OF_MAJORITY


def birthday(born_on: date, age: int) -> date:
    """Return the day someone turns an age; 29 February falls on 1 March in other years."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)


def fold(text: str) -> str:
    """Return text folded for search: lower case, `aa` for `å`, no accents."""
    lowered = text.casefold().replace("å", "aa").replace("æ", "ae").replace("ø", "oe")
    plain = unicodedata.normalize("NFKD", lowered)
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def name_tokens(*names: str) -> frozenset[str]:
    """Return the folded parts of names, by whose beginning a person is found."""
    return frozenset(part for name in names for part in re.split(r"[\s\-']+", fold(name)) if part)


_DANISH_ORDER = {"æ": "zz1", "ø": "zz2", "å": "zz3"}


def sort_key(family_name: str, given_name: str) -> str:
    """Return a key that orders names the Danish way (aa sorts as å, after ø) on any database."""
    text = f"{family_name}, {given_name}".casefold().replace("aa", "å")
    return "".join(_DANISH_ORDER.get(sign, sign) for sign in text)[:200]
