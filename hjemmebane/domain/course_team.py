"""Who is on a course's team: by the programme's roles, what is missing, who could come."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hjemmebane.domain.access import Register, RoleKey
from hjemmebane.domain.allocation import Need
from hjemmebane.domain.programmes import Programme, Role
from hjemmebane.domain.prose_dates import short_full


class TeamReason(StrEnum):
    """Which of the family's difficulties is the reason for a place on the team."""

    PARENTING = "parenting"
    CHILD = "child"
    ILLNESS = "illness"
    PRACTICAL = "practical"
    NETWORK = "network"
    CHANGED = "changed"


TEAM_REASON_WORDS = {
    TeamReason.PARENTING: "Det er svært at være forældre",
    TeamReason.CHILD: "Barnets trivsel og udvikling",
    TeamReason.ILLNESS: "Sygdom eller psykisk sårbarhed",
    TeamReason.PRACTICAL: "Det praktiske i hverdagen",
    TeamReason.NETWORK: "Skole, dagtilbud og netværk",
    TeamReason.CHANGED: "Familiens vanskeligheder har ændret sig",
}


@dataclass(frozen=True, slots=True)
class Placed:
    """Somebody in a role, from a day and perhaps until one, with what they are trained in."""

    role: str
    name: str
    from_on: date
    to_on: date | None = None
    competences: frozenset[str] = frozenset()

    def holds_on(self, day: date) -> bool:
        """Return whether the place is held on the day."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A worker who could take a place: profession, training, families now, known to the family."""

    key: str
    name: str
    profession: str
    families: int
    competences: frozenset[str] = frozenset()
    is_known: bool = False
    is_asking: bool = False

    def suits(self, role: Role) -> bool:
        """Return whether the worker's profession is the role's own."""
        return self.profession.lower() == role.title.lower()

    @property
    def words(self) -> str:
        """Return “Dorte Kjær, familiebehandler, kender familien, 7 familier”."""
        families = f"{self.families} {'familie' if self.families == 1 else 'familier'}"
        known = "kender familien" if self.is_known else ""
        parts = (self.name, self.profession.lower(), known, families)
        return ", ".join(part for part in parts if part)


def worker_role(register: str) -> RoleKey:
    """Return what somebody must be to work on a course of a register."""
    return RoleKey.PREVENTION_WORKER if register == Register.PREVENTION else RoleKey.THERAPIST


def may_be_a_name(role: Role) -> bool:
    """Return whether the role may be held by one who has no account here and reads nothing."""
    return not role.reads or len(role.ways) > 1


def role_for(programme: Programme, title: str) -> str:
    """Return the role a worker has by their title; the first that visits where none has it."""
    visiting = [role for role in programme.roles if role.visits]
    by_title = {role.title.lower(): role.key for role in programme.roles if not role.is_of_case}
    return by_title.get(title.lower(), visiting[0].key)


def ranked(role: Role, candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return who could take a place: profession first, then training, continuity, most room."""
    return tuple(sorted(candidates, key=lambda one: _rank(role, one)))


def chosen_ahead(role: Role, candidates: Iterable[Candidate]) -> tuple[str, ...]:
    """Return who stands chosen before anybody has chosen: who asks, and who knows the family.

    Never more than the role has room for, and of its own profession; a role that is nobody's
    profession and that the programme counts on is open to each of them.
    """
    people = ranked(role, candidates)
    own = [one for one in people if one.suits(role)]
    fitting = own or (people if role.least else ())
    first = [one.key for one in fitting if one.is_asking]
    known = [one.key for one in fitting if one.is_known and not one.is_asking]
    return tuple((first + known)[: role.most])


def role_lacks(programme: Programme, counts: Mapping[str, int]) -> list[Role]:
    """Return the roles a course cannot begin without and does not have."""
    return [
        role for role in programme.roles if role.required and counts.get(role.key, 0) < role.least
    ]


def training_gaps(programme: Programme, placed: Sequence[Placed], day: date) -> list[str]:
    """Return each competence that a role asks for and nobody in the role has."""
    words = []
    for role in programme.roles:
        here = [one for one in placed if one.role == role.key and one.holds_on(day)]
        for key in role.trained if here else ():
            if not any(key in one.competences for one in here):
                words.append(f"Ingen {role.title} på holdet er uddannet i {Need.of(key).words}.")
    return words


def changed_midway(programme: Programme, placed: Sequence[Placed], day: date) -> list[str]:
    """Return what is told of a role that was to be the same person all the way and is not."""
    words = []
    for role in programme.roles:
        left = [
            f"{one.name} til {short_full(one.to_on)}"
            for one in placed
            if role.stays and one.role == role.key and one.to_on and one.to_on < day
        ]
        if left:
            words.append(f"Skiftet undervejs: {role.title}, {', '.join(left)}.")
    return words


def _rank(role: Role, one: Candidate) -> tuple[bool, bool, bool, bool, int, str]:
    is_trained = set(role.trained) <= one.competences
    return (
        not one.suits(role),
        not is_trained,
        not one.is_asking,
        not one.is_known,
        one.families,
        one.name,
    )
