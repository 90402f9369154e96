"""What one person is asked: the questions made for their age, and their own goals."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from hjemmebane import catalogue, clock
from hjemmebane.domain.identity import age_on
from hjemmebane.domain.instruments import Instrument
from hjemmebane.gateways import keyring
from hjemmebane.records.access import lookups
from hjemmebane.records.cases.models import Goal
from hjemmebane.records.courses.models import Course
from hjemmebane.records.feedback.models import FeedbackLink
from hjemmebane.records.people.models import Person
from hjemmebane.records.people.reach import AGE_OF_OWN_ACCESS

GOAL_INSTRUMENT = "goal-rating"
GOAL_ITEM = "goal:"
MEETING = "meeting-feedback"
MEETING_OF_CHILD = "meeting-feedback-child"
WORDS_ITEM = "words"
TOKEN_SIGNS = 40


@dataclass(frozen=True, slots=True)
class AskedGoal:
    """A goal to put a number on, in the family's own words."""

    public_id: UUID
    own_words: str

    @property
    def item(self) -> str:
        """Return the key its answer is kept under."""
        return f"{GOAL_ITEM}{self.public_id}"


@dataclass(frozen=True, slots=True)
class Asked:
    """One empty form: never an earlier answer, never a name."""

    instrument: Instrument
    goal_instrument: Instrument
    goals: tuple[AskedGoal, ...]
    is_child: bool


def asked_of(course: Course, person: Person) -> Asked:
    """Return the empty form for one person on a course.

    The goals are the person's own and those nobody has set as only theirs; a child's goal is not
    put before the parents, nor one parent's before the other.
    """
    goals = Goal.objects.filter(
        Q(course_id=course.pk) | Q(course_id__isnull=True),
        Q(words_of__isnull=True) | Q(words_of=person),
        dossier=course.dossier,
        ended_on__isnull=True,
    ).order_by("agreed_on", "pk")
    found = catalogue.current()
    is_child = is_a_child(person)
    # The goals' words are a person's: showing them is a look-up like any other.
    lookups.show([person.pk], "feedback")
    return Asked(
        instrument=found.instrument(MEETING_OF_CHILD if is_child else MEETING),
        goal_instrument=found.instrument(GOAL_INSTRUMENT),
        goals=tuple(AskedGoal(goal.public_id, goal.own_words) for goal in goals),
        is_child=is_child,
    )


def is_a_child(person: Person) -> bool:
    """Return whether the person answers the children's questions."""
    return person.born_on is not None and age_on(person.born_on, clock.today()) < AGE_OF_OWN_ACCESS


def token_of(link: FeedbackLink) -> str:
    """Return the secret part of a link's address; it is reckoned from a key and never stored.

    A link handed out before the keys were changed keeps the address that it was sent with.
    """
    ring = keyring.ring()
    tokens = [
        ring.blind_index(str(link.public_id), "feedback-link", number)[:TOKEN_SIGNS]
        for number in ring.ids("index")
    ]
    return next((token for token in tokens if hash_of(token) == link.token_hash), tokens[0])


def hash_of(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
