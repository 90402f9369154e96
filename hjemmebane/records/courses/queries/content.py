"""What a course is made of, as the reader may see it: words only for those who read its plan."""

from dataclasses import dataclass
from datetime import date, datetime

from hjemmebane import clock
from hjemmebane.domain.access import Aspect, Level
from hjemmebane.domain.cases import AssessmentKind
from hjemmebane.domain.contacts import ContactState
from hjemmebane.domain.elements import (
    FOCUS_END_WORDS,
    REST_REASON_WORDS,
    ElementStanding,
    FocusEnd,
    RestReason,
    StrengthChange,
    element_standings,
)
from hjemmebane.domain.fidelity import ContactSeen
from hjemmebane.domain.hours import WhereAndWhen, is_outside_hours, where_and_when
from hjemmebane.domain.programme_parts import Topic
from hjemmebane.domain.programmes import Programme
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import User
from hjemmebane.records.courses.models import (
    Course,
    CourseAim,
    CourseChild,
    CourseTopic,
    ElementStrength,
    FocusPoint,
    TargetAnswer,
)
from hjemmebane.records.courses.models.contact import of_course
from hjemmebane.records.courses.queries.rows import ContactRow, CourseMeetingRow
from hjemmebane.records.people.queries import PersonCard, cards_by_id


@dataclass(frozen=True, slots=True)
class FocusRow:
    """A focus point between the finding behind it and the goal before it."""

    public_id: str
    words: str
    words_of: PersonCard
    finding: str
    found_in: str
    goal: str
    goal_has_ended: bool
    made_on: date
    ended_on: date | None
    end_words: str


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic of the programme with what stands now; empty where nobody has written."""

    key: str
    title: str
    ask: str
    family_reads: bool
    text: str
    written_at: datetime | None
    written_by: str


@dataclass(frozen=True, slots=True)
class CourseContent:
    """Elements, focus points, topics, aim and target group of one course."""

    elements: tuple[ElementStanding, ...]
    focus: tuple[FocusRow, ...]
    topics: tuple[TopicRow, ...]
    aim: str
    aim_key: str
    aim_why: str
    aim_on: date | None
    gains: tuple[str, ...]
    against: tuple[str, ...]
    against_why: str
    holds: frozenset[str]
    is_answered: bool
    may_read: bool
    shares: WhereAndWhen


def content_of(
    course: Course,
    programme: Programme,
    user: User,
    contacts: tuple[ContactRow, ...],
    meetings: tuple[CourseMeetingRow, ...],
) -> CourseContent:
    """Return what the course page shows beside phases and contacts."""
    may_read = reads_words(course, user)
    answers = {row.key: row for row in TargetAnswer.objects.filter(course=course)}
    aim = CourseAim.objects.filter(course=course).order_by("-pk").first()
    holds = frozenset(key for key, row in answers.items() if row.holds)
    against = programme.speaks_against(holds) if answers else ()
    whys = [row.reason for row in answers.values() if row.reason]
    return CourseContent(
        elements=_elements(course, programme, contacts, meetings, may_read=may_read),
        focus=_focus(course, user),
        topics=_topics(course, programme, user),
        aim=programme.aim_title(aim.aim) if aim else "",
        aim_key=aim.aim if aim else "",
        aim_why=aim.reason if aim and may_read else "",
        aim_on=aim.from_on if aim else None,
        gains=programme.gains_from(holds) if may_read else (),
        against=tuple(against.values()) if against and may_read else (),
        against_why=whys[0] if whys and may_read else "",
        holds=holds,
        is_answered=bool(answers),
        may_read=may_read,
        shares=where_and_when(
            [(_local(row.starts_at), row.setting) for row in contacts if row.is_held],
            programme.everyday_settings,
        ),
    )


def contact_seen(row: ContactRow) -> ContactSeen:
    """Return a contact as the elements count it."""
    begins = _local(row.starts_at)
    return ContactSeen(
        on=begins.date(),
        workers=len(row.worker_ids),
        missed="" if row.is_held else row.state.value,
        methods=frozenset(row.method_keys),
        setting=row.setting,
        is_outside=is_outside_hours(begins),
    )


def _local(moment: datetime) -> datetime:
    return moment.astimezone(clock.ZONE)


def reads_words(course: Course, user: User) -> bool:
    """Return whether the reader may read what is written of the family in the course."""
    readable = CourseChild.objects.filter(of_course(user, Aspect.PLAN, Level.YES))
    return readable.filter(course=course).exists()


def _elements(
    course: Course,
    programme: Programme,
    contacts: tuple[ContactRow, ...],
    meetings: tuple[CourseMeetingRow, ...],
    *,
    may_read: bool,
) -> tuple[ElementStanding, ...]:
    if not programme.elements:
        return ()
    today = clock.today()
    changes = [
        StrengthChange(row.element, row.from_on, row.level, _why(row) if may_read else "")
        for row in ElementStrength.objects.filter(course=course).order_by("from_on", "pk")
    ]
    gone = [row for row in contacts if row.state is not ContactState.PLANNED]
    return element_standings(
        programme,
        course.started_on,
        changes,
        [contact_seen(row) for row in gone],
        [(row.key, _local(row.starts_at).date()) for row in meetings if row.is_held],
        min(today, course.ended_on or today),
    )


def _why(row: ElementStrength) -> str:
    reason = REST_REASON_WORDS[RestReason(row.reason)] if row.reason else ""
    return ". ".join(part for part in (reason, row.text) if part)


def _focus(course: Course, user: User) -> tuple[FocusRow, ...]:
    rows = list(
        FocusPoint.objects.readable_by(user)
        .filter(course=course)
        .select_related("assessment", "goal")
        .order_by("made_on", "pk")
    )
    speakers = cards_by_id({row.words_of_id for row in rows}, user)
    return tuple(
        FocusRow(
            public_id=str(row.public_id),
            words=row.words,
            words_of=speakers[row.words_of_id],
            finding=row.finding,
            found_in=AssessmentKind(row.assessment.kind).label,
            goal=row.goal.own_words,
            goal_has_ended=row.goal.ended_on is not None,
            made_on=row.made_on,
            ended_on=row.ended_on,
            end_words=_focus_end(row),
        )
        for row in rows
    )


def _focus_end(row: FocusPoint) -> str:
    if row.ended_on is None:
        return ""
    words = [FOCUS_END_WORDS[FocusEnd(row.end_reason)], row.end_text]
    return ": ".join(word for word in words if word)


def get_focus(course: Course, public_id: object, user: User) -> FocusPoint:
    """Return a focus point of a course the reader may read; raise NotVisible otherwise."""
    rows = FocusPoint.objects.readable_by(user).filter(course=course, public_id=str(public_id))
    found = rows.select_related("course", "assessment", "goal", "words_of").first()
    if found is None:
        raise NotVisible("focus_point", public_id)
    return found


def _topics(course: Course, programme: Programme, user: User) -> tuple[TopicRow, ...]:
    if not programme.topics:
        return ()
    rows = CourseTopic.objects.readable_by(user).filter(course=course).select_related("noted_by")
    newest = {row.key: row for row in rows.order_by("pk")}
    return tuple(_topic(topic, newest.get(topic.key)) for topic in programme.topics)


def _topic(topic: Topic, row: CourseTopic | None) -> TopicRow:
    return TopicRow(
        key=topic.key,
        title=topic.title,
        ask=topic.ask,
        family_reads=topic.family_reads,
        text=row.text if row else "",
        written_at=row.noted_at if row else None,
        written_by=row.noted_by.name if row else "",
    )
