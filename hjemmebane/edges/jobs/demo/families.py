"""Persons, families and homes: who lives where, who holds custody, what is protected."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from hjemmebane.domain.access import Register
from hjemmebane.domain.identity import DEMO_MONTH_OFFSET, age_on, name_tokens, sort_key
from hjemmebane.domain.people import NumberKind, PartyRole, RelationKind
from hjemmebane.edges.jobs.demo import names
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.places import FLATS, STREETS, TOWNS
from hjemmebane.edges.jobs.demo.texts import Voice
from hjemmebane.edges.jobs.demo.town import Town

DAYS_IN_A_YEAR = 365.25
OLDEST_CHILD = 15
HIDDEN_NAME = "med beskyttet navn"
LAST_YOUNG_YEAR = 36


@dataclass
class Home:
    """A family as the generator knows it: the family row, its parents and children."""

    family: Row
    register: Register
    parents: list[Row] = field(default_factory=list)
    children: list[Row] = field(default_factory=list)
    homes: list[Row] = field(default_factory=list)
    custody: dict[int, list[Row]] = field(default_factory=dict)
    outside: list[Row] = field(default_factory=list)

    def holders(self, child: Row) -> list[Row]:
        """Return who holds custody of a child."""
        return self.custody[child["id"]]

    def kind_of(self, parent: Row) -> RelationKind:
        """Return what a parent is to the children: the first is the mother."""
        is_mother = parent["id"] == self.parents[0]["id"]
        return RelationKind.MOTHER if is_mother else RelationKind.FATHER

    def voice(self, child: Row, adult: Row | None = None) -> Voice:
        """Return what to call the child and the adult; protected names are never in a text."""
        parent = adult or self.parents[0]
        return Voice(_called(child, "barnet"), _called(parent, "forælderen"))


def _called(person: Row, instead: str) -> str:
    return instead if person["has_protected_name"] else str(person["given_name"])


def add_person(
    town: Town,
    register: Register,
    given_name: str,
    family_name: str,
    born_on: date,
    registered_on: date,
    **more: object,
) -> Row:
    """Write a person with name parts and a number that no living person can have."""
    row = town.book.add(
        "people.Person",
        register=register,
        given_name=given_name,
        family_name=family_name,
        sort_key=sort_key(family_name, given_name),
        born_on=born_on,
        **{
            "has_protected_name": False,
            "has_protected_address": False,
            "language": "da",
            "needs_interpreter": False,
            "companion": "",
            **more,
        },
    )
    for token in sorted(name_tokens(given_name, family_name)):
        town.book.add("people.NameToken", person_id=row["id"], register=register, token=token)
    town.book.add(
        "people.PersonNumber",
        person_id=row["id"],
        register=register,
        kind=NumberKind.CPR,
        digits=number_for(town, born_on),
        from_on=registered_on,
        to_on=None,
    )
    return row


def number_for(town: Town, born_on: date) -> str:
    """Return ten digits with a month that does not exist, unlike those given before."""
    head = number_head(born_on)
    town.numbers[head] += 1
    return number_of(head, town.numbers[head])


def number_head(born_on: date) -> str:
    """Return the six digits of a made-up number that tell the birthday."""
    return f"{born_on.day:02}{born_on.month + DEMO_MONTH_OFFSET:02}{born_on:%y}"


def number_of(head: str, place: int) -> str:
    """Return the number of the nth person with a birthday; the seventh digit tells the century.

    Source: cpr.dk, "Opbygning af CPR-nummeret": 4-8 for those born 2000-2036, 0-3 before that.
    """
    is_young = int(head[4:6]) <= LAST_YOUNG_YEAR
    first = 4 if is_young else 1
    series, number = divmod(place, 1_000)
    if series > (4 if is_young else 2):
        raise ValueError(f"no number is left for {head}")
    return f"{head}{first + series}{number:03}"


def add_family(town: Town, register: Register, name: str) -> Home:
    """Write a family without members."""
    return Home(town.book.add("people.Family", register=register, name=name), register)


def add_member(town: Town, home: Home, person: Row, from_on: date) -> None:
    """Write a person's place in the family."""
    town.book.add(
        "people.FamilyMember",
        family_id=home.family["id"],
        person_id=person["id"],
        from_on=from_on,
        to_on=None,
    )


def add_household(
    town: Town,
    home: Home,
    label: str,
    street: str,
    place: tuple[str, str],
    residents: list[tuple[Row, str]],
    from_on: date,
    *,
    is_protected: bool = False,
) -> Row:
    """Write a home and who lives there, and how much of the time."""
    row = town.book.add(
        "people.Household",
        family_id=home.family["id"],
        label=label,
        street=street,
        postal_code=place[0],
        town=place[1],
        is_protected=is_protected,
    )
    for person, share in residents:
        town.book.add(
            "people.Residence",
            person_id=person["id"],
            household_id=row["id"],
            share=share,
            from_on=from_on,
            to_on=None,
        )
    home.homes.append(row)
    return row


def give_custody(town: Town, home: Home, child: Row, holders: list[Row]) -> None:
    """Write who holds custody of a child from its birth, and that they are its parents."""
    home.custody[child["id"]] = holders
    for holder in holders:
        town.book.add(
            "people.Custody",
            child_id=child["id"],
            holder_id=holder["id"],
            from_on=child["born_on"],
            to_on=None,
        )
        relate(town, holder, child, home.kind_of(holder))


def relate(town: Town, person: Row, other: Row, kind: RelationKind) -> None:
    """Write that a person is something of another."""
    town.book.add(
        "people.Relation",
        person_id=person["id"],
        other_id=other["id"],
        kind=kind,
        note="",
        from_on=None,
        to_on=None,
    )


def add_party(town: Town, person: Row, dossier: Row, role: PartyRole, from_on: date) -> None:
    """Write a person's place in a dossier."""
    town.book.add(
        "people.Party",
        person_id=person["id"],
        dossier_id=dossier["id"],
        role=role,
        from_on=from_on,
        to_on=None,
    )


def some_address(rng: random.Random) -> tuple[str, tuple[str, str]]:
    """Return a street with number, and a made-up town."""
    street = f"{rng.choice(STREETS)} {rng.randint(1, 98)}{rng.choice(FLATS)}"
    return street, rng.choice(TOWNS)


def make_family(
    town: Town, rng: random.Random, register: Register, known_on: date, surname: str = ""
) -> Home:
    """Make a family as it was when it became known: its children, its one home or two."""
    surname = surname or rng.choice(names.FAMILY_NAMES)
    language = names.LANGUAGE_OF.get(surname, "da")
    more: dict[str, object] = {"language": language}
    if language != "da" and rng.random() < 0.6:
        more["needs_interpreter"] = True
    if rng.random() < 0.03:
        more["has_protected_name"] = more["has_protected_address"] = True
    elif rng.random() < 0.05:
        more["has_protected_address"] = True
    is_hidden = "has_protected_address" in more
    name = HIDDEN_NAME if "has_protected_name" in more else surname
    home = add_family(town, register, name)
    together = "single" if is_hidden else rng.choices(("both", "split", "single"), (45, 38, 17))[0]
    mother = _parent(town, rng, home, names.WOMEN, surname, known_on, more)
    if rng.random() < 0.06:
        mother["companion"] = rng.choice(names.COMPANIONS)
    home.parents.append(mother)
    if together != "single":
        other = surname if together == "both" else rng.choice(names.FAMILY_NAMES)
        home.parents.append(_parent(town, rng, home, names.MEN, other, known_on, {}))
    _children(town, rng, home, surname, known_on, more)
    _homes(town, rng, home, together, known_on, is_protected=is_hidden)
    return home


def _parent(
    town: Town,
    rng: random.Random,
    home: Home,
    given: list[str],
    surname: str,
    known_on: date,
    more: dict[str, object],
) -> Row:
    born = known_on - timedelta(days=round(rng.uniform(24, 46) * DAYS_IN_A_YEAR))
    person = add_person(town, home.register, rng.choice(given), surname, born, known_on, **more)
    add_member(town, home, person, known_on)
    return person


def _children(
    town: Town,
    rng: random.Random,
    home: Home,
    surname: str,
    known_on: date,
    more: dict[str, object],
) -> None:
    protected = {key: value for key, value in more.items() if key.startswith("has_")}
    youngest_parent = min(age_on(p["born_on"], known_on) for p in home.parents)
    oldest = min(float(OLDEST_CHILD), max(1.0, youngest_parent - 18.5))
    count = rng.choices((1, 2, 3), (46, 38, 16))[0]
    ages = sorted((rng.uniform(0.4, oldest) for _ in range(count)), reverse=True)
    is_step = len(home.parents) == 2 and count > 1 and rng.random() < 0.3
    for place, age in enumerate(ages):
        given = rng.choice(names.GIRLS if rng.random() < 0.49 else names.BOYS)
        born = known_on - timedelta(days=round(age * DAYS_IN_A_YEAR))
        language = {"language": more["language"]}
        child = add_person(
            town, home.register, given, surname, born, known_on, **protected, **language
        )
        add_member(town, home, child, known_on)
        home.children.append(child)
        is_half = is_step and place == 0
        give_custody(town, home, child, home.parents[:1] if is_half else home.parents)
        if is_half:
            home.outside.append(child)
    _kin(town, home)


def _kin(town: Town, home: Home) -> None:
    for place, child in enumerate(home.children):
        for other in home.children[place + 1 :]:
            half = child in home.outside
            kind = RelationKind.HALF_SIBLING if half else RelationKind.SIBLING
            relate(town, child, other, kind)
    for child in home.outside:
        relate(town, home.parents[1], child, RelationKind.STEP_PARENT)


def _homes(
    town: Town,
    rng: random.Random,
    home: Home,
    together: str,
    known_on: date,
    *,
    is_protected: bool,
) -> None:
    street, place = some_address(rng)
    mother, everyone = home.parents[0], [*home.parents, *home.children]
    if together != "split":
        everybody = [(person, "hele tiden") for person in everyone]
        add_household(
            town, home, "Hjemme", street, place, everybody, known_on, is_protected=is_protected
        )
        return
    share = rng.choice((("9 af 14 dage", "5 af 14 dage"), ("7 af 14 dage", "7 af 14 dage")))
    shared = [child for child in home.children if child not in home.outside]
    with_her = [(mother, "hele tiden"), *((c, "hele tiden") for c in home.outside)]
    with_her += [(child, share[0]) for child in shared]
    label = f"Hos {mother['given_name']}" if not mother["has_protected_name"] else "Det ene hjem"
    add_household(town, home, label, street, place, with_her, known_on, is_protected=is_protected)
    father = home.parents[1]
    street, place = some_address(rng)
    with_him = [(father, "hele tiden"), *((child, share[1]) for child in shared)]
    add_household(town, home, f"Hos {father['given_name']}", street, place, with_him, known_on)
