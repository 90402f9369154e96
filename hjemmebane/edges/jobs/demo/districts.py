"""The staff of a greater Lindeborg: a team, a house of therapists, a prevention unit, partners.

A district is one team of eight advisers and everybody its families meet. Its people answer to the
keys of the cast ("anna" is whoever advises the family at hand), so that one and the same story is
told in every district. In the first districts the cast themselves hold those places.
"""

from dataclasses import dataclass, field

from hjemmebane.domain.access import RoleKey, UserKind
from hjemmebane.edges.jobs.demo import names
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.places import UNIVERSAL
from hjemmebane.edges.jobs.demo.staff import (
    ADVISERS,
    COMPETENCES,
    HERE_SINCE,
    PARTNERS,
    STAFF,
    add_user,
    give_role,
)
from hjemmebane.edges.jobs.demo.town import Town

# What a team holds: 8 advisers with about 35 open cases each, 280 in all.
ADVISERS_IN_TEAM, OPEN_CASES_OF_ADVISER = 8, 35
# A family with a case has 1.27 cases, of which 62 in a hundred are open: so many families hold 280
# open ones. Prevention families stand to them as nine to sixteen.
AUTHORITY_FAMILIES, CASES_IN_DISTRICT = 354, 451
PREVENTION_FAMILIES = 199
FIRST_TEAMS = ("nord", "syd")
LEADERS = {"nord": "camilla", "syd": "henrik"}
OWN_UNITS = ("provider", "prevention", *(key for key, *_ in UNIVERSAL), "school", "daycare")
# Roles that each district has people of its own in; the rest of the cast is there once.
OWN_ROLES = frozenset(
    {
        RoleKey.THERAPIST,
        RoleKey.PROVIDER_HEAD,
        RoleKey.PREVENTION_LEADER,
        RoleKey.PREVENTION_WORKER,
        RoleKey.RECEPTION,
    }
)


@dataclass
class District:
    """One team and everybody its families meet, by the keys of the cast."""

    team: Row
    advisers: list[Row] = field(default_factory=list)
    leader: Row = field(default_factory=dict)
    units: dict[str, Row] = field(default_factory=dict)
    users: dict[str, Row] = field(default_factory=dict)
    partners: dict[str, Row] = field(default_factory=dict)

    def users_of(self, adviser: int) -> dict[str, Row]:
        """Return the cast's keys as they read for a family whose adviser has this place."""
        places = [(adviser + step) % len(self.advisers) for step in range(len(ADVISERS))]
        at_the_desk = dict(zip(ADVISERS, (self.advisers[place] for place in places), strict=True))
        return self.users | at_the_desk | dict.fromkeys(LEADERS.values(), self.leader)


def open_districts(town: Town, count: int) -> list[District]:
    """Write the staff of `count` districts around the cast and return them in order."""
    # The town's own books grow by every district: a copy of them for each would be endless.
    cast = (dict(town.units), dict(town.users), dict(town.partners))
    return [_open(town, number, *cast) for number in range(count)]


def _open(
    town: Town, number: int, units: dict[str, Row], users: dict[str, Row], partners: dict[str, Row]
) -> District:
    found = District(_team(town, number), [], {}, dict(units), dict(users), dict(partners))
    _advisers(town, found, number)
    if number > 0:
        _units(town, found, number)
        _house(town, found, number)
        _partners(town, found, number)
    return found


def _team(town: Town, number: int) -> Row:
    if number < len(FIRST_TEAMS):
        return town.teams[FIRST_TEAMS[number]]
    unit = town.units["authority"]["id"]
    key = f"team-{number + 1}"
    town.teams[key] = town.book.add("access.Team", unit_id=unit, name=f"Team {number + 1}")
    return town.teams[key]


def _advisers(town: Town, district: District, number: int) -> None:
    """Put eight advisers and a leader in the team; the cast first where it is theirs."""
    key = FIRST_TEAMS[number] if number < len(FIRST_TEAMS) else f"team-{number + 1}"
    if key in LEADERS:
        own = [adviser for adviser in ADVISERS if STAFF[adviser][3] == key]
        district.advisers = [town.users[adviser] for adviser in own]
        district.leader = town.users[LEADERS[key]]
    else:
        district.leader = _hire(
            town, f"leder-{number + 1}", RoleKey.TEAM_LEADER, "authority", key, "Teamleder"
        )
    for place in range(len(district.advisers), ADVISERS_IN_TEAM):
        login = f"raadgiver-{number + 1}-{place + 1}"
        adviser = _hire(town, login, RoleKey.ADVISER, "authority", key, "Rådgiver")
        district.advisers.append(adviser)


def _units(town: Town, district: District, number: int) -> None:
    for key in OWN_UNITS:
        known = town.units[key]
        values = {name: known[name] for name in ("area", "kind", "service_type", "phone")}
        own = f"{key}-{number + 1}"
        district.units[key] = town.units[own] = town.book.add(
            "access.Unit", key=own, name=f"{known['name']} {number + 1}", **values
        )


def _house(town: Town, district: District, number: int) -> None:
    """Hire the therapists and their head, the prevention workers, and two for the reception."""
    for key, (_, role, unit, _, profession) in STAFF.items():
        if role not in OWN_ROLES:
            continue
        own_unit = f"{unit}-{number + 1}" if unit in OWN_UNITS else unit
        login = f"{key}-{number + 1}"
        district.users[key] = user = _hire(town, login, role, own_unit, "", profession)
        for competence in COMPETENCES.get(key, ()):
            since = town.anchor - HERE_SINCE
            town.book.add("access.Competence", user_id=user["id"], key=competence, since_on=since)
        if role is RoleKey.PREVENTION_LEADER:
            town.book.add(
                "intake.DutyContact",
                unit_id=town.units[own_unit]["id"],
                user_id=user["id"],
                from_on=town.anchor - HERE_SINCE,
            )


def _partners(town: Town, district: District, number: int) -> None:
    for key, (_, unit, profession) in PARTNERS.items():
        if unit not in OWN_UNITS:
            continue
        login = f"{key}-{number + 1}"
        own = f"{unit}-{number + 1}"
        user = add_user(town, login, _name(town, login), UserKind.PARTNER, profession)
        give_role(town, user, RoleKey.PARTNER, town.anchor - HERE_SINCE, own)
        district.users[key] = district.partners[unit] = town.partners[own] = user


def _hire(town: Town, login: str, role: RoleKey, unit: str, team: str, profession: str) -> Row:
    user = add_user(town, login, _name(town, login), UserKind.STAFF, profession)
    give_role(town, user, role, town.anchor - HERE_SINCE, unit, team)
    return user


def _name(town: Town, login: str) -> str:
    rng = town.chance("staff", login)
    given = rng.choice((*names.WOMEN, *names.MEN))
    return f"{given} {rng.choice(names.FAMILY_NAMES)}"
