"""The meetings of a course: those its programme foresees and the network meetings."""

from hjemmebane.domain.agenda import MeetingState
from hjemmebane.domain.programmes import Programme
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import User
from hjemmebane.records.agenda.queries import replies_of
from hjemmebane.records.courses.models import Course, CourseMeeting
from hjemmebane.records.courses.programmes import meeting_titles
from hjemmebane.records.courses.queries.rows import CourseMeetingRow
from hjemmebane.records.people.queries import PersonCard, cards_by_id


def meetings_of_course(
    course: Course, programme: Programme, user: User
) -> tuple[CourseMeetingRow, ...]:
    """Return the meetings of a course the reader has reached, earliest first."""
    rows = list(
        CourseMeeting.objects.filter(course=course)
        .select_related("meeting")
        .prefetch_related("meeting__persons__user")
        .order_by("meeting__starts_at", "pk")
    )
    ids = {p.person_id for row in rows for p in row.meeting.persons.all() if p.person_id}
    cards = cards_by_id(ids, user)
    titles = meeting_titles(programme)
    return tuple(
        CourseMeetingRow(
            public_id=str(row.meeting.public_id),
            key=row.key,
            title=titles.get(row.key, row.key),
            starts_at=row.meeting.starts_at,
            is_held=row.meeting.state == MeetingState.HELD,
            is_cancelled=row.meeting.state == MeetingState.CANCELLED,
            present=_present(row, cards),
            person_ids=frozenset(
                p.person_id for p in row.meeting.persons.all() if p.was_there and p.person_id
            ),
            replies=_replies(row, cards),
            agreements=row.meeting.agreements,
            version=row.meeting.version,
        )
        for row in rows
    )


def _replies(row: CourseMeeting, cards: dict[int, PersonCard]) -> str:
    is_ahead = row.meeting.state == MeetingState.PLANNED
    return replies_of(row.meeting, cards) if is_ahead else ""


def _present(row: CourseMeeting, cards: dict[int, PersonCard]) -> tuple[str, ...]:
    names = []
    for one in row.meeting.persons.all():
        if not one.was_there:
            continue
        if one.person_id:
            names.append(str(cards[one.person_id].given_name))
        else:
            names.append(one.user.name if one.user else one.label)
    return tuple(names)


def get_course_meeting(course: Course, public_id: object) -> CourseMeeting:
    """Return a meeting of a course the reader has reached; raise NotVisible otherwise."""
    rows = CourseMeeting.objects.filter(course=course, meeting__public_id=str(public_id))
    found = rows.select_related("meeting__dossier", "course").first()
    if found is None:
        raise NotVisible("meeting", public_id)
    return found
