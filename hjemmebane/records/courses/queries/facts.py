"""What has happened in courses, as plain facts for the domain; nothing here is shown."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Prefetch

from hjemmebane import clock
from hjemmebane.domain.agenda import MeetingState, Seat
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.contacts import CancelReason, ContactState
from hjemmebane.domain.course import (
    ContactFact,
    CourseFacts,
    CourseStanding,
    ExtensionFact,
    MeetingFact,
    standing_of,
)
from hjemmebane.domain.course_phases import PhaseActual
from hjemmebane.domain.goals import Judgement
from hjemmebane.records.agenda.queries import parties_there, roles_at_meetings
from hjemmebane.records.courses.models import Contact, ContactGoal, Course, CourseMeeting
from hjemmebane.records.courses.programmes import programme_of
from hjemmebane.records.courses.queries.pausing import spans_of
from hjemmebane.records.courses.queries.rows import ContactData

OUTCOME = "outcome"


def standings(courses: Sequence[Course]) -> dict[int, CourseStanding]:
    """Return where each course stands today, in a fixed number of queries."""
    facts = facts_of(courses)
    today = clock.today()
    return {
        course.pk: standing_of(programme_of(course), course.started_on, facts[course.pk], today)
        for course in courses
    }


def facts_of(courses: Sequence[Course]) -> dict[int, CourseFacts]:
    """Return the facts of each course."""
    ids = [course.pk for course in courses]
    rows = {
        course.pk: course
        for course in Course.objects.filter(pk__in=ids).prefetch_related(
            "phases", "marks", "extensions", "pauses", "contacts__workers"
        )
    }
    meetings = _meeting_facts(ids)
    return {pk: _facts(course, meetings[pk]) for pk, course in rows.items()}


def _facts(course: Course, meetings: tuple[MeetingFact, ...]) -> CourseFacts:
    done = {mark.key: mark.done_on for mark in course.marks.all()}
    if course.outcome and course.outcome_on:
        done[OUTCOME] = course.outcome_on
    return CourseFacts(
        contacts=tuple(
            ContactFact(day_of(contact), ContactState(contact.state), len(contact.workers.all()))
            for contact in course.contacts.all()
        ),
        meetings=meetings,
        phases=tuple(PhaseActual(event.phase, event.started_on) for event in course.phases.all()),
        extensions=tuple(
            ExtensionFact(
                local_day(extension.decided_at),
                extension.new_limit,
                extension.new_end_on,
            )
            for extension in course.extensions.all()
            if extension.is_agreed and extension.decided_at
        ),
        done=done,
        outcome=course.outcome,
        agreed_end_on=course.expected_end_on,
        ended_on=course.ended_on,
        adviser_interval_days=course.frequency_days,
        pauses=spans_of(list(course.pauses.all())),
    )


def _meeting_facts(course_ids: list[int]) -> dict[int, tuple[MeetingFact, ...]]:
    found: dict[int, list[MeetingFact]] = defaultdict(list)
    rows = list(
        CourseMeeting.objects.filter(course_id__in=course_ids)
        .exclude(meeting__state=MeetingState.CANCELLED)
        .select_related("meeting")
        .prefetch_related("meeting__persons")
    )
    roles = roles_at_meetings(row.meeting.dossier_id for row in rows)
    for row in rows:
        there = [
            Seat(one.person_id, one.user_id, one.label)
            for one in row.meeting.persons.all()
            if one.was_there
        ]
        found[row.course_id].append(
            MeetingFact(
                kind=row.key,
                on=local_day(row.meeting.starts_at),
                is_held=row.meeting.state == MeetingState.HELD,
                parties=parties_there(row.meeting.dossier_id, there, roles),
            )
        )
    return {pk: tuple(found[pk]) for pk in course_ids}


def day_of(contact: Contact) -> date:
    """Return the Danish day a contact lies on."""
    return local_day(contact.starts_at)


def contact_facts(course: Course) -> tuple[ContactData, ...]:
    """Return every contact of a course as plain data, oldest first, for reports and checks."""
    programme = programme_of(course)
    rows = course.contacts.order_by("starts_at", "pk").prefetch_related(
        "workers",
        "persons",
        "methods",
        Prefetch("goals", ContactGoal.objects.select_related("goal").order_by("pk")),
    )
    return tuple(
        ContactData(
            id=row.pk,
            public_id=row.public_id,
            on=day_of(row),
            starts_at=row.starts_at,
            minutes=row.minutes,
            state=ContactState(row.state),
            is_formal=row.is_formal,
            worker_ids=tuple(worker.user_id for worker in row.workers.all()),
            setting=programme.setting_title(row.setting),
            methods=tuple(programme.method_title(method.key) for method in row.methods.all()),
            person_ids_there=tuple(
                p.person_id for p in row.persons.all() if p.was_there and p.person_id
            ),
            person_ids_about=tuple(
                p.person_id for p in row.persons.all() if p.is_about and p.person_id
            ),
            labels_there=tuple(p.label for p in row.persons.all() if p.was_there and p.label),
            goals=tuple(
                (touched.goal_id, touched.goal.public_id, Judgement(touched.judgement))
                for touched in row.goals.all()
            ),
            cancel_reason=CancelReason(row.cancel_reason) if row.cancel_reason else None,
            agreed_next=row.agreed_next,
        )
        for row in rows
    )
