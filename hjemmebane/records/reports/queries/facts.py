"""Reads across the records: the facts a closing report is drawn from."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from hjemmebane import catalogue, clock
from hjemmebane.domain.access import ON_COURSE
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.closing_facts import (
    AnswerFact,
    ChangeFact,
    ClosingFacts,
    ContactFact,
    CourseFact,
    ExtensionFact,
    FollowUpFact,
    GoalFact,
    MeetingFact,
    QuoteFact,
    RatingFact,
    RecordRef,
    Someone,
    WorkerFact,
)
from hjemmebane.domain.contacts import (
    EXTENSION_REASON_WORDS,
    CourseEndReason,
    ExtensionReason,
    FrequencySource,
)
from hjemmebane.domain.follow_up import FollowUpOutcome
from hjemmebane.domain.goals import GoalArea, GoalEndReason
from hjemmebane.domain.identity import age_on
from hjemmebane.domain.people import KIN_WORDS, PARENT_ROLES, PartyRole, RelationKind
from hjemmebane.records.access.models import Tie, User
from hjemmebane.records.agenda.models import Meeting, MeetingPerson
from hjemmebane.records.cases.models import FollowUp, Goal
from hjemmebane.records.courses.models import Course, CourseMeeting
from hjemmebane.records.courses.programmes import programme_of
from hjemmebane.records.courses.queries import contact_facts
from hjemmebane.records.feedback.asking import GOAL_ITEM, WORDS_ITEM
from hjemmebane.records.feedback.models import Answer, FeedbackAct, Response
from hjemmebane.records.people.models import Party, Person
from hjemmebane.records.people.queries import cards_by_id, kin_words
from hjemmebane.records.people.reach import AGE_OF_OWN_ACCESS

CALLED = (KIN_WORDS[RelationKind.MOTHER], KIN_WORDS[RelationKind.FATHER])
MEETING_KINDS = {
    "start": ("startmødet", "start"),
    "network": ("netværksmødet", "network"),
}
FOLLOW_UP_WORDS = {
    FollowUpOutcome.CONTINUE: "blev det besluttet, at hjælpen skulle fortsætte",
    FollowUpOutcome.ADJUST: "blev det besluttet at justere hjælpen",
    FollowUpOutcome.END: "blev det besluttet, at hjælpen skulle slutte",
}


class _People:
    """Who is who on the course, fetched once."""

    def __init__(self, course: Course, user: User) -> None:
        rows = list(Party.objects.filter(dossier=course.dossier).select_related("person"))
        children = course.children.values_list("person_id", flat=True)
        persons = {row.person_id: row.person for row in rows}
        persons |= Person.objects.in_bulk(list(children))
        self.roles = {row.person_id: row.role for row in rows}
        self.ids = {pk: person.public_id for pk, person in persons.items()}
        self.children = frozenset(children)
        cards = cards_by_id(persons, user)
        words = _parents_words(course, self.roles)
        self.someone = {
            pk: Someone(
                person.public_id,
                words.get(pk) or str(cards[pk].given_name),
                person.born_on is None
                or age_on(person.born_on, clock.today()) >= AGE_OF_OWN_ACCESS,
            )
            for pk, person in persons.items()
        }

    def giver(self, response: Response) -> Someone | None:
        """Return who of the family gave an answer; None for a partner and for anyone else."""
        return self.someone.get(response.person_id or 0)

    def own_of(self, person_id: int | None) -> UUID | None:
        """Return whose own matter it is; a child's goal is everyone's who has custody."""
        return None if person_id in self.children else self.ids.get(person_id or 0)

    def words(self, persons: Iterable[int], others: Iterable[str]) -> tuple[str, ...]:
        """Return who was there by role: children by name, parents by number, the rest as noted."""
        there = list(persons)
        parents = [pk for pk in there if self.roles.get(pk) in PARENT_ROLES]
        grown = {0: [], 1: ["en forælder"]}.get(len(parents), ["forældrene"])
        rest = [self.someone[pk].words for pk in there if pk in self.someone and pk not in parents]
        return tuple(dict.fromkeys([*grown, *rest, *others]))


def _parents_words(course: Course, roles: dict[int, str]) -> dict[int, str]:
    """Return what each parent is called, “mor” or “far”; by name where two would be the same."""
    children = Party.objects.filter(dossier=course.dossier, role=PartyRole.CHILD)
    kin = kin_words(children)
    words = {pk: kin[pk] for pk, role in roles.items() if role in PARENT_ROLES and pk in kin}
    count = Counter(words.values())
    return {pk: word for pk, word in words.items() if word in CALLED and count[word] == 1}


def closing_facts(course: Course, user: User) -> ClosingFacts:
    """Return everything recorded about a course that its closing report may say.

    The course was fetched by right; the names that go into the text are looked up as the user.
    """
    people = _People(course, user)
    # What was cancelled only because the course was over is nobody's absence.
    over = course.ended_on or clock.today()
    contacts = [row for row in contact_facts(course) if row.on <= over]
    return ClosingFacts(
        course=_course_fact(course),
        workers=_workers(course),
        contacts=tuple(
            ContactFact(
                ref=RecordRef("contact", row.public_id),
                on=row.on,
                state=row.state,
                is_formal=row.is_formal,
                workers=len(row.worker_ids),
                setting=_low(row.setting),
                methods=tuple(_low(method) for method in row.methods),
                persons=tuple(
                    people.someone[pk] for pk in row.person_ids_there if pk in people.someone
                ),
                goals=tuple((goal_id, how) for _, goal_id, how in row.goals),
                cancel_reason=row.cancel_reason,
                agreed_next=row.agreed_next,
            )
            for row in contacts
        ),
        meetings=_meetings(course, people),
        goals=_goals(course, people),
        answers=_answers(course, people),
        quotes=_quotes(course, people),
        changes=_changes(course, people),
        follow_ups=_follow_ups(course),
        extensions=tuple(
            ExtensionFact(
                RecordRef("extension", row.public_id),
                local_day(row.decided_at or row.asked_at),
                _low(EXTENSION_REASON_WORDS[ExtensionReason(row.reason)]),
            )
            for row in course.extensions.filter(is_agreed=True)
        ),
    )


def _low(words: str) -> str:
    return words[:1].lower() + words[1:]


def _course_fact(course: Course) -> CourseFact:
    programme = programme_of(course)
    outcome = [programme.outcome_title(course.outcome)] if course.outcome else []
    outcome += [course.outcome_text] if course.outcome_text else []
    return CourseFact(
        ref=RecordRef("course", course.public_id),
        title=f"Forløbet {programme.title}",
        started_on=course.started_on,
        ended_on=course.ended_on,
        agreed_needs=course.agreed_needs,
        frequency_words=_low(course.frequency_text),
        is_frequency_agreed=course.frequency_source == FrequencySource.AGREED,
        end_reason=CourseEndReason(course.end_reason) if course.end_reason else None,
        outcome=". ".join(outcome),
    )


def _workers(course: Course) -> tuple[WorkerFact, ...]:
    rows = Tie.objects.filter(course_id=course.pk, relation__in=ON_COURSE).order_by("from_on", "pk")
    return tuple(WorkerFact(RecordRef("tie", row.public_id), row.title) for row in rows)


def _meetings(course: Course, people: _People) -> tuple[MeetingFact, ...]:
    rows = CourseMeeting.objects.filter(course=course).select_related("meeting")
    return tuple(
        _meeting(row.key, row.meeting, people)
        for row in rows.prefetch_related("meeting__persons__user").order_by("meeting__starts_at")
    )


def _meeting(key: str, meeting: Meeting, people: _People) -> MeetingFact:
    words, kind = next(
        (found for start, found in MEETING_KINDS.items() if key.startswith(start)),
        ("mødet", "other"),
    )
    seats = sorted(meeting.persons.all(), key=lambda row: row.pk)
    there: list[MeetingPerson] = [row for row in seats if row.was_there]
    titles = dict(
        Tie.objects.filter(
            dossier_id=meeting.dossier_id, user_id__in=[row.user_id for row in there if row.user_id]
        ).values_list("user_id", "title")
    )
    others = [titles.get(row.user_id or 0, row.label) for row in there if not row.person_id]
    return MeetingFact(
        ref=RecordRef("meeting", meeting.public_id),
        kind=kind,
        words=words,
        on=local_day(meeting.starts_at),
        is_held=meeting.state == "held",
        was_family_there=meeting.family_present is not False,
        present=people.words(
            [row.person_id for row in there if row.person_id], [word for word in others if word]
        ),
        agreements=meeting.agreements,
    )


def _goals(course: Course, people: _People) -> tuple[GoalFact, ...]:
    touched = Goal.objects.filter(touches__contact__course=course)
    of_case = Goal.objects.filter(_during(course), dossier=course.dossier, course_id=None)
    rows = (Goal.objects.filter(course_id=course.pk) | touched | of_case).distinct()
    ratings = _ratings(course, people)
    return tuple(
        GoalFact(
            ref=RecordRef("goal", row.public_id),
            own_words=row.own_words,
            area=GoalArea(row.area).label,
            agreed_on=row.agreed_on,
            ratings=tuple(ratings.get(row.public_id, ())),
            ended_on=row.ended_on,
            end_words=GoalEndReason(row.end_reason).label if row.end_reason else "",
            is_reached=row.end_reason == GoalEndReason.REACHED,
            own_of=people.own_of(row.words_of_id),
        )
        for row in rows.order_by("agreed_on", "pk")
    )


def _during(course: Course) -> Q:
    """Return the condition that a goal ran at some time while the course did."""
    over = course.ended_on or clock.today()
    unfinished = Q(ended_on__isnull=True) | Q(ended_on__gte=course.started_on)
    return unfinished & Q(agreed_on__lte=over)


def _given(course: Course, people: _People) -> list[tuple[Answer, Someone]]:
    # The family reads the report, and what a partner answered is not theirs to read.
    rows = Answer.objects.filter(response__course=course).select_related("response")
    return [
        (row, someone)
        for row in rows.order_by("response__answered_at", "pk")
        if (someone := people.giver(row.response)) is not None
    ]


def _ratings(course: Course, people: _People) -> dict[UUID, list[RatingFact]]:
    found: dict[UUID, list[RatingFact]] = {}
    for row, someone in _given(course, people):
        if row.item.startswith(GOAL_ITEM) and row.value is not None:
            ref = RecordRef("response", row.response.public_id)
            rating = RatingFact(ref, local_day(row.response.answered_at), row.value, someone)
            found.setdefault(UUID(row.item.removeprefix(GOAL_ITEM)), []).append(rating)
    return found


def _answers(course: Course, people: _People) -> tuple[AnswerFact, ...]:
    found = []
    for row, someone in _given(course, people):
        response = row.response
        instrument = catalogue.current().instrument(
            response.instrument_key, response.instrument_version
        )
        item = instrument.item(row.item)
        if item is not None and row.value is not None:
            ref = RecordRef("response", response.public_id)
            on = local_day(response.answered_at)
            found.append(AnswerFact(ref, on, someone, row.item, item.text, row.value))
    return tuple(found)


def _quotes(course: Course, people: _People) -> tuple[QuoteFact, ...]:
    return tuple(
        QuoteFact(
            RecordRef("response", row.response.public_id),
            local_day(row.response.answered_at),
            someone,
            row.text,
        )
        for row, someone in _given(course, people)
        if row.item == WORDS_ITEM and row.response.may_quote
    )


def _changes(course: Course, people: _People) -> tuple[ChangeFact, ...]:
    rows = FeedbackAct.objects.filter(response__course=course).select_related("response")
    return tuple(
        ChangeFact(
            RecordRef("feedback_act", row.public_id),
            local_day(row.at),
            someone,
            row.what_changed,
        )
        for row in rows.order_by("at", "pk")
        if (someone := people.giver(row.response)) is not None
    )


def _follow_ups(course: Course) -> tuple[FollowUpFact, ...]:
    if course.measure_id is None:
        return ()
    rows = FollowUp.objects.filter(
        closed_at__isnull=False, measures__measure_id=course.measure_id
    ).prefetch_related("measures")
    return tuple(
        FollowUpFact(
            RecordRef("follow_up", row.public_id),
            row.held_on,
            FOLLOW_UP_WORDS[FollowUpOutcome(one.outcome)],
        )
        for row in rows.order_by("held_on", "pk")
        for one in row.measures.all()
        if one.measure_id == course.measure_id
    )
