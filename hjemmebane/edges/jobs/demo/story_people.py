"""The people of the story: the Holm family in two homes, and the Berg family."""

from dataclasses import dataclass
from datetime import date

from hjemmebane.domain.access import Register, RoleKey, UserKind
from hjemmebane.domain.people import RelationKind
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.families import (
    Home,
    add_family,
    add_household,
    add_member,
    add_person,
    give_custody,
    relate,
)
from hjemmebane.edges.jobs.demo.staff import HERE_SINCE, add_user, give_role
from hjemmebane.edges.jobs.demo.town import Town

PICTURED_ON = date(2026, 11, 24)
LINDEBORG = ("9991", "Lindeborg")


@dataclass
class Holm:
    """The Holm family by name."""

    home: Home
    frida: Row
    jonas: Row
    selma: Row
    viggo: Row
    oliver: Row
    lars: Row
    at_frida: Row
    at_jonas: Row


def shifted(town: Town, pictured: date) -> date:
    """Return a day of the pictured story, moved as far as the anchor is from the pictured day."""
    return pictured + (town.anchor - PICTURED_ON)


def make_holm(town: Town) -> Holm:
    """Write the Holm family: two homes, a half-brother, and his father outside the family."""
    known_on = shifted(town, date(2026, 5, 20))
    register = Register.AUTHORITY
    home = add_family(town, register, "Holm")

    def person(given: str, family: str, born: date) -> Row:
        return add_person(town, register, given, family, shifted(town, born), known_on)

    frida = person("Frida", "Holm", date(1988, 5, 2))
    jonas = person("Jonas", "Holm", date(1986, 9, 9))
    selma = person("Selma", "Holm", date(2017, 2, 14))
    viggo = person("Viggo", "Holm", date(2022, 6, 1))
    oliver = person("Oliver", "Brandt", date(2010, 3, 3))
    lars = person("Lars", "Brandt", date(1984, 1, 8))
    for one in (frida, jonas, selma, viggo, oliver):
        add_member(town, home, one, known_on)
    home.parents, home.children = [frida, jonas], [selma, viggo, oliver]
    for child in (selma, viggo):
        give_custody(town, home, child, [frida, jonas])
    give_custody(town, home, oliver, [frida])
    relate(town, lars, oliver, RelationKind.FATHER)
    relate(town, selma, viggo, RelationKind.SIBLING)
    for child in (selma, viggo):
        relate(town, oliver, child, RelationKind.HALF_SIBLING)
    most = "9 af 14 dage"
    hers = [(frida, "hele tiden"), (selma, most), (viggo, most), (oliver, "hele tiden")]
    his = [(jonas, "hele tiden"), (selma, "5 af 14 dage"), (viggo, "5 af 14 dage")]
    at_frida = add_household(town, home, "Hos Frida", "Birkevej 12", LINDEBORG, hers, known_on)
    at_jonas = add_household(town, home, "Hos Jonas", "Møllegade 8", LINDEBORG, his, known_on)
    sign_in = (("frida", frida), ("jonas", jonas), ("lars_user", lars))
    for key, parent in sign_in:
        family_user(town, key, parent, RoleKey.PARENT)
    family_user(town, "selma_user", selma, RoleKey.CHILD)
    family_user(town, "oliver_user", oliver, RoleKey.CHILD)
    return Holm(home, frida, jonas, selma, viggo, oliver, lars, at_frida, at_jonas)


def make_berg(town: Town) -> tuple[Home, Row, Row]:
    """Write the Berg family: mother with a protected address, and a father outside of it all."""
    known_on = shifted(town, date(2026, 8, 3))
    register = Register.PREVENTION
    home = add_family(town, register, "Berg")
    ida = add_person(
        town,
        register,
        "Ida",
        "Berg",
        shifted(town, date(1990, 4, 4)),
        known_on,
        has_protected_address=True,
    )
    noah = add_person(town, register, "Noah", "Berg", shifted(town, date(2018, 8, 8)), known_on)
    karl = add_person(town, register, "Karl", "Berg", shifted(town, date(1989, 2, 2)), known_on)
    for one in (ida, noah):
        add_member(town, home, one, known_on)
    home.parents, home.children = [ida], [noah]
    give_custody(town, home, noah, [ida])
    relate(town, karl, noah, RelationKind.FATHER)
    both = [(ida, "hele tiden"), (noah, "hele tiden")]
    add_household(town, home, "Hjemme", "Sivkæret 31", LINDEBORG, both, known_on, is_protected=True)
    family_user(town, "ida", ida, RoleKey.PARENT)
    family_user(town, "karl_user", karl, RoleKey.PARENT)
    return home, ida, noah


def family_user(town: Town, key: str, person: Row, role: RoleKey) -> Row:
    """Write a family member's way in to their own page."""
    name = f"{person['given_name']} {person['family_name']}"
    user = add_user(town, key, name, UserKind.FAMILY, person_id=person["id"])
    give_role(town, user, role, town.anchor - HERE_SINCE)
    return user
