"""Tilbudsviften: the services of a municipality, what fits a need and why, and where none does."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hjemmebane.domain.ladder import Step
from hjemmebane.domain.prose_dates import listed

EVERYWHERE = "hele kommunen"
LEAST_AGE, MOST_AGE = 0, 22


class TargetGroup(StrEnum):
    """Whom a service is for."""

    CHILD = "child"
    PARENTS = "parents"
    FAMILY = "family"
    NETWORK = "network"
    EXPECTING = "expecting"

    @property
    def label(self) -> str:
        """Return the group in Danish."""
        return {
            "child": "Barnet eller den unge",
            "parents": "Forældre",
            "family": "Hele familien",
            "network": "Slægt og netværk",
            "expecting": "Vordende forældre",
        }[self.value]


class Problem(StrEnum):
    """What a service helps with."""

    UPBRINGING = "upbringing"
    CONFLICT = "conflict"
    WELLBEING = "wellbeing"
    SCHOOL = "school"
    ATTACHMENT = "attachment"
    MENTAL_HEALTH = "mental_health"
    SUBSTANCE = "substance"
    VIOLENCE = "violence"
    DISABILITY = "disability"
    CRIME = "crime"

    @property
    def label(self) -> str:
        """Return the problem in Danish."""
        return {
            "upbringing": "Opdragelse og rammer",
            "conflict": "Konflikter i familien",
            "wellbeing": "Barnets trivsel",
            "school": "Skole og fravær",
            "attachment": "Tilknytning",
            "mental_health": "Psykisk sygdom",
            "substance": "Misbrug",
            "violence": "Vold",
            "disability": "Handicap",
            "crime": "Kriminalitet",
        }[self.value]


@dataclass(frozen=True, slots=True)
class AgeBand:
    """A stretch of ages, both ends with it."""

    first: int
    last: int

    @property
    def label(self) -> str:
        """Return “6–12 år”."""
        return f"{self.first}–{self.last} år"

    def meets(self, other: "AgeBand") -> bool:
        """Return whether the two have an age in common."""
        return self.first <= other.last and other.first <= self.last

    def holds(self, age: int) -> bool:
        """Return whether an age lies in the stretch."""
        return self.first <= age <= self.last


AGE_BANDS = (AgeBand(0, 2), AgeBand(3, 5), AgeBand(6, 12), AgeBand(13, 17), AgeBand(18, 22))


@dataclass(frozen=True, slots=True)
class ServiceContact:
    """Whom to ring about a service, and when."""

    name: str
    phone: str
    hours: str


@dataclass(frozen=True, slots=True)
class Service:
    """One service of the catalogue."""

    key: str
    version: int
    profile: str
    title: str
    says: str
    run_by: str
    step: Step
    groups: frozenset[TargetGroup]
    problems: frozenset[Problem]
    ages: AgeBand
    methods: tuple[str, ...]
    competences: tuple[str, ...]
    languages: tuple[str, ...]
    place: str
    places: int | None
    price: str
    contact: ServiceContact
    measures: tuple[str, ...]
    evidence: str
    source: str
    source_status: str
    owner: str
    valid_from: date
    valid_to: date | None
    reviewed_on: date
    next_review_on: date

    def holds_on(self, day: date) -> bool:
        """Return whether the service is there that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Need:
    """What is looked for; what is left open rules nothing out."""

    step: Step | None = None
    group: TargetGroup | None = None
    problems: frozenset[Problem] = frozenset()
    age: int | None = None
    language: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A service with what speaks for it and against it; a person chooses."""

    service: Service
    for_it: tuple[str, ...]
    against: tuple[str, ...]


class ChoiceReason(StrEnum):
    """Why a person chose a service; six at most, and words of their own."""

    FITS_NEED = "fits_need"
    FAMILY_WISH = "family_wish"
    EVERYDAY_LIFE = "everyday_life"
    LESS_INVASIVE = "less_invasive"
    FREE_NOW = "free_now"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return the reason in Danish."""
        return {
            "fits_need": "Det passer bedst til behovet",
            "family_wish": "Familien ønsker det",
            "everyday_life": "Hverdagslivet kan fortsætte",
            "less_invasive": "Det er mindst indgribende",
            "free_now": "Der er plads nu",
            "other": "Andet",
        }[self.value]


def suggestions(
    services: Iterable[Service], need: Need, free: Mapping[str, int]
) -> tuple[Suggestion, ...]:
    """Return services with reasons for and against: the chosen step first, then least against.

    Nothing is left out and nothing is chosen: a service with reasons against it may be the right
    one, and so may a placement.
    """
    found = [_suggestion(service, need, free.get(service.key)) for service in services]
    return tuple(sorted(found, key=lambda told: _order(told, need)))


def _order(told: Suggestion, need: Need) -> tuple[bool, int, int, Step, str]:
    """Put the step a person chose first, then what has least against it and most for it."""
    service = told.service
    is_elsewhere = need.step is not None and service.step != need.step
    return is_elsewhere, len(told.against), -len(told.for_it), service.step, service.key


def _suggestion(service: Service, need: Need, free: int | None) -> Suggestion:
    asked = [
        *_step_words(service, need),
        *_group_words(service, need),
        *_problem_words(service, need),
        *_age_words(service, need),
        *_language_words(service, need),
        *_place_words(service, need),
        *_free_words(service, free),
    ]
    return Suggestion(
        service,
        tuple(words for speaks_for, words in asked if speaks_for),
        tuple(words for speaks_for, words in asked if not speaks_for),
    )


Word = tuple[bool, str]


def _step_words(service: Service, need: Need) -> Iterable[Word]:
    if need.step is None:
        return
    if service.step == need.step:
        yield True, f"Står på trin {need.step.key}, som I har valgt"
    elif service.step < need.step:
        yield False, f"Står på trin {service.step.key}, lavere end trin {need.step.key}"
    else:
        yield False, f"Er mere indgribende: trin {service.step.key} i stedet for {need.step.key}"


def _group_words(service: Service, need: Need) -> Iterable[Word]:
    if need.group is not None:
        words = need.group.label.lower()
        yield (
            (True, f"Er for {words}")
            if need.group in service.groups
            else (
                False,
                f"Er ikke for {words}",
            )
        )


def _problem_words(service: Service, need: Need) -> Iterable[Word]:
    met = [p.label.lower() for p in Problem if p in need.problems & service.problems]
    unmet = [p.label.lower() for p in Problem if p in need.problems - service.problems]
    if met:
        yield True, f"Arbejder med {listed(met)}"
    if unmet:
        yield False, f"Arbejder ikke med {listed(unmet)}"


def _age_words(service: Service, need: Need) -> Iterable[Word]:
    if need.age is not None:
        fits = service.ages.holds(need.age)
        words = f"Er for {service.ages.label}"
        yield fits, words if fits else f"{words}, og barnet er {need.age}"


def _language_words(service: Service, need: Need) -> Iterable[Word]:
    if need.language:
        spoken = need.language.lower() in {language.lower() for language in service.languages}
        yield (
            (True, f"Kan tale {need.language}")
            if spoken
            else (
                False,
                f"Kan ikke tale {need.language}: der skal en tolk med",
            )
        )


def _place_words(service: Service, need: Need) -> Iterable[Word]:
    if need.place:
        is_near = service.place.lower() in {EVERYWHERE, need.place.lower()}
        yield (True, f"Er i {service.place}") if is_near else (False, f"Er i {service.place}")


def _free_words(service: Service, free: int | None) -> Iterable[Word]:
    if service.places is None:
        yield True, "Har ingen venteliste"
    elif free is None:
        yield False, "Vi ved ikke, om der er plads"
    elif free > 0:
        yield True, f"{free} ledige af {service.places} pladser"
    else:
        yield False, f"Alle {service.places} pladser er optaget"


# --------------------------------------------------------------------------- holes


class HoleKind(StrEnum):
    """What is missing at a place in the catalogue."""

    NOTHING = "nothing"
    NOTHING_FREE = "nothing_free"

    @property
    def label(self) -> str:
        """Return it in Danish."""
        return {"nothing": "intet tilbud", "nothing_free": "intet ledigt"}[self.value]


@dataclass(frozen=True, slots=True)
class Hole:
    """A step, a target group and an age with no service, or none with room."""

    step: Step
    group: TargetGroup
    ages: AgeBand
    kind: HoleKind


def holes(
    services: Sequence[Service],
    free: Mapping[str, int],
    steps: Sequence[Step],
    groups: Sequence[TargetGroup] = tuple(TargetGroup),
) -> tuple[Hole, ...]:
    """Return where the catalogue covers nothing, or nothing with a place free; step by step."""
    found = []
    for step in steps:
        for group in groups:
            for ages in ages_of(group):
                kind = _hole(services, free, step, group, ages)
                if kind is not None:
                    found.append(Hole(step, group, ages, kind))
    return tuple(found)


def ages_of(group: TargetGroup) -> Sequence[AgeBand]:
    """Return the ages a group can have: an unborn child has one, below all others."""
    return AGE_BANDS[:1] if group is TargetGroup.EXPECTING else AGE_BANDS


def _hole(
    services: Sequence[Service],
    free: Mapping[str, int],
    step: Step,
    group: TargetGroup,
    ages: AgeBand,
) -> HoleKind | None:
    here = [s for s in services if s.step == step and group in s.groups and s.ages.meets(ages)]
    if not here:
        return HoleKind.NOTHING
    has_room = any(s.places is None or free.get(s.key, 1) > 0 for s in here)
    return None if has_room else HoleKind.NOTHING_FREE


def search(services: Iterable[Service], words: str) -> tuple[Service, ...]:
    """Return the services in which every word stands somewhere, whatever its case."""
    wanted = words.lower().split()
    return tuple(s for s in services if all(word in _text(s) for word in wanted))


def _text(service: Service) -> str:
    parts = [
        *(service.title, service.says, service.run_by, service.place, service.step.label),
        *(service.methods + service.competences + service.languages),
        *(group.label for group in service.groups),
        *(problem.label for problem in service.problems),
    ]
    return " ".join(parts).lower()
