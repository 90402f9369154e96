"""What a worker says of a contact, before or after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from hjemmebane.domain.contacts import TwoReason
from hjemmebane.domain.goals import Judgement


@dataclass(frozen=True)
class Appointment:
    """When and where to meet, who comes (user ids) and who is asked along (person ids).

    `home` is the public id of one of the family's homes.
    """

    starts_at: datetime
    setting: str
    workers: Sequence[int]
    minutes: int = 75
    home: str = ""
    place: str = ""
    invited: Sequence[int] = ()
    others: Sequence[str] = ()
    two: "Two | None" = None


@dataclass(frozen=True)
class Two:
    """That two come for their safety. Without a reason it is the one of the visit it follows."""

    reason: TwoReason | None = None
    text: str = ""


@dataclass(frozen=True)
class Note:
    """What happened; goals by their id. Nothing in it is required but when, where and who came.

    `film_yes` are the ids of those who said yes to be filmed, where a method films.
    """

    starts_at: datetime
    setting: str
    workers: Sequence[int]
    minutes: int = 75
    home: str = ""
    place: str = ""
    there: Sequence[int] = ()
    about: Sequence[int] = ()
    others: Sequence[str] = ()
    methods: Sequence[str] = ()
    is_formal: bool = False
    goals: Mapping[int, Judgement] = field(default_factory=dict)
    text: str = ""
    agreed_next: str = ""
    next: Appointment | None = None
    film_yes: Sequence[int] = ()
