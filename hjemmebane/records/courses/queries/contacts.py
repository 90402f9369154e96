"""Contacts as the reader may see them: that they were held, and the text where allowed."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db.models import Prefetch

from hjemmebane import clock
from hjemmebane.domain.access import ON_COURSE
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.contacts import (
    CANCEL_REASON_WORDS,
    CancelReason,
    ContactState,
    TwoReason,
    two_words,
)
from hjemmebane.domain.goals import Judgement
from hjemmebane.domain.programmes import Programme
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.deputies import stood_in_for, tied_as
from hjemmebane.records.access.models import Tie, User
from hjemmebane.records.access.queries import running
from hjemmebane.records.courses.models import (
    Contact,
    ContactAddendum,
    ContactGoal,
    ContactWorker,
    Course,
)
from hjemmebane.records.courses.models.contact import ContactQuerySet
from hjemmebane.records.courses.programmes import programme_of
from hjemmebane.records.courses.queries.facts import standings
from hjemmebane.records.courses.queries.rows import (
    AddendumRow,
    ContactRow,
    GoalTouched,
    SilentCourse,
    VisitRow,
)
from hjemmebane.records.people.queries import PersonCard, cards_by_id

ON_MY_DAY = (
    ContactState.PLANNED,
    ContactState.HELD,
    ContactState.CANCELLED,
    ContactState.NOBODY_HOME,
)


def get_contact(public_id: object, user: User) -> Contact:
    """Return a contact the reader may see; raise NotVisible otherwise."""
    rows = Contact.objects.visible_to(user).filter(public_id=str(public_id))
    found = rows.select_related("course__dossier", "course__family", "household").first()
    if found is None:
        raise NotVisible("contact", public_id)
    return found


def contacts_of(course: Course, user: User) -> tuple[ContactRow, ...]:
    """Return the contacts of a course, newest first."""
    rows = Contact.objects.visible_to(user).filter(course=course).order_by("-starts_at", "-pk")
    return contact_rows(list(with_all(rows)), course, user)


def contact_row(contact: Contact, user: User) -> ContactRow:
    """Return one contact."""
    rows = Contact.objects.visible_to(user).filter(pk=contact.pk)
    found = list(with_all(rows))
    if not found:
        raise NotVisible("contact", contact.public_id)
    return contact_rows(found, contact.course, user)[0]


def contact_rows(rows: Sequence[Contact], course: Course, user: User) -> tuple[ContactRow, ...]:
    """Return contacts of one course as rows; the text only where the reader may read it."""
    programme = programme_of(course)
    readable = set(
        Contact.objects.with_text_for(user)
        .filter(pk__in=[row.pk for row in rows])
        .values_list("pk", flat=True)
    )
    ids = {p.person_id for row in rows for p in row.persons.all() if p.person_id}
    cards = cards_by_id(ids, user)
    return tuple(_row(row, programme, cards, row.pk in readable, user) for row in rows)


def with_all(rows: ContactQuerySet) -> ContactQuerySet:
    """Return contacts with everything their rows show, in a fixed number of queries."""
    return rows.select_related("written_by", "household").prefetch_related(
        Prefetch("workers", ContactWorker.objects.select_related("user").order_by("pk")),
        "persons",
        "methods",
        Prefetch("goals", ContactGoal.objects.select_related("goal").order_by("pk")),
        Prefetch(
            "addenda", ContactAddendum.objects.select_related("written_by").order_by("written_at")
        ),
    )


def _row(
    contact: Contact,
    programme: Programme,
    cards: dict[int, PersonCard],
    is_readable: bool,
    user: User,
) -> ContactRow:
    people = list(contact.persons.all())
    comes = any(worker.user_id == user.pk for worker in contact.workers.all())
    tells = contact.needs_two and comes
    return ContactRow(
        id=contact.pk,
        public_id=str(contact.public_id),
        state=ContactState(contact.state),
        starts_at=contact.starts_at,
        minutes=contact.minutes,
        setting=contact.setting,
        setting_title=programme.setting_title(contact.setting),
        household_id=contact.household_id,
        place=place_words(contact, programme),
        is_formal=contact.is_formal,
        worker_ids=tuple(worker.user_id for worker in contact.workers.all()),
        workers=tuple(worker.user.name for worker in contact.workers.all()),
        there=tuple(cards[p.person_id] for p in people if p.was_there and p.person_id),
        invited=tuple(cards[p.person_id] for p in people if p.is_invited and p.person_id),
        others=tuple(p.label for p in people if p.label),
        method_keys=tuple(method.key for method in contact.methods.all()),
        methods=tuple(programme.method_title(method.key) for method in contact.methods.all()),
        goals=tuple(
            GoalTouched(touched.goal_id, touched.goal.own_words, Judgement(touched.judgement))
            for touched in contact.goals.all()
        ),
        may_read_text=is_readable,
        note=contact.note if is_readable else "",
        agreed_next=contact.agreed_next if is_readable else "",
        cancel_words=_cancel_words(contact),
        written_at=contact.written_at,
        written_by=contact.written_by.name if contact.written_by else "",
        written_by_id=contact.written_by_id,
        addenda=tuple(
            AddendumRow(row.text, row.written_at, row.written_by.name)
            for row in contact.addenda.all()
            if is_readable
        ),
        version=contact.version,
        needs_two=contact.needs_two,
        two_reason=TwoReason(contact.two_reason) if tells else None,
        two_text=contact.two_text if tells else "",
    )


def place_words(contact: Contact, programme: Programme) -> str:
    """Return where a contact is: the home by its label, another place by its words."""
    home = contact.household.label if contact.household is not None else None
    return place_named(home, contact.place, contact.setting, programme)


def place_named(home: str | None, place: str, setting: str, programme: Programme) -> str:
    """Return where a contact is, from the home's label where it is at home, place and setting."""
    return (place or programme.setting_title(setting)) if home is None else home


def _cancel_words(contact: Contact) -> str:
    words = []
    if contact.cancel_reason:
        words.append(CANCEL_REASON_WORDS[CancelReason(contact.cancel_reason)])
    return " · ".join([*words, *([contact.cancel_text] if contact.cancel_text else [])])


def visits_for(user: User, from_at: datetime, to_at: datetime) -> tuple[VisitRow, ...]:
    """Return the visits of a worker and of whom they stand in for, earliest first, for Min dag."""
    whose = {user.pk, *stood_in_for(user)}
    theirs = ContactWorker.objects.filter(user_id__in=whose).values("contact_id")
    rows = list(
        Contact.objects.visible_to(user)
        .filter(pk__in=theirs, starts_at__gte=from_at, starts_at__lt=to_at)
        .filter(state__in=ON_MY_DAY)
        .select_related("course__dossier", "course__family", "household")
        .prefetch_related(
            Prefetch("workers", ContactWorker.objects.select_related("user").order_by("pk")),
            "course__children",
        )
        .order_by("starts_at", "pk")
    )
    courses = list({row.course_id: row.course for row in rows}.values())
    where = standings(courses)
    last = _last_agreed(courses, user)
    cards = _children(courses, user)
    now = clock.now()
    return tuple(
        VisitRow(
            contact_public_id=str(row.public_id),
            course_public_id=str(row.course.public_id),
            course_title=programme_of(row.course).title,
            week_words=where[row.course_id].week_words,
            family_name=row.course.family.name,
            children=cards[row.course_id],
            starts_at=row.starts_at,
            minutes=row.minutes,
            place_words=place_words(row, programme_of(row.course)),
            state=ContactState(row.state),
            others=tuple(w.user.name for w in row.workers.all() if w.user_id not in whose),
            instead_of=_instead_of(row, user, whose),
            agreed_last=last.get(row.course_id, ""),
            needs_note=row.state == ContactState.PLANNED and row.starts_at <= now,
            safety=two_words(len(row.workers.all())) if row.needs_two else "",
        )
        for row in rows
    )


def _last_agreed(courses: Iterable[Course], user: User) -> dict[int, str]:
    """Return what was agreed at the latest held contact of each course, where readable."""
    rows = (
        Contact.objects.with_text_for(user)
        .filter(course__in=list(courses), state=ContactState.HELD)
        .order_by("starts_at", "pk")
        .values_list("course_id", "agreed_next")
    )
    return dict(rows)


def _children(courses: Sequence[Course], user: User) -> dict[int, tuple[PersonCard, ...]]:
    ids = {course.pk: [row.person_id for row in course.children.all()] for course in courses}
    cards = cards_by_id({number for numbers in ids.values() for number in numbers}, user)
    return {pk: tuple(cards[number] for number in numbers) for pk, numbers in ids.items()}


def _instead_of(row: Contact, user: User, whose: Collection[int]) -> tuple[str, ...]:
    """Return for whom a worker is to come: nobody where the visit is their own too."""
    workers = {one.user_id: one.user.name for one in row.workers.all()}
    if user.pk in workers:
        return ()
    return tuple(name for number, name in workers.items() if number in whose)


def days_since_last_contact(user: User) -> tuple[SilentCourse, ...]:
    """Return the running courses of a worker and whom they stand in for, the quietest first."""
    own = Tie.objects.filter(running(clock.today()), tied_as(user), relation__in=ON_COURSE)
    courses = list(
        Course.objects.visible_to(user)
        .filter(pk__in=own.values("course_id"), ended_on__isnull=True)
        .filter(started_on__lte=clock.today())
        .select_related("family", "dossier")
        .prefetch_related("children")
    )
    held = Contact.objects.filter(course__in=courses, state=ContactState.HELD)
    last = {
        course_id: local_day(at)
        for course_id, at in held.order_by("starts_at").values_list("course_id", "starts_at")
    }
    cards = _children(courses, user)
    rows = [
        SilentCourse(
            course_public_id=str(course.public_id),
            course_title=programme_of(course).title,
            family_name=course.family.name,
            children=cards[course.pk],
            days=(clock.today() - last.get(course.pk, course.started_on)).days,
            last_on=last.get(course.pk),
        )
        for course in courses
    ]
    return tuple(sorted(rows, key=lambda row: -row.days))
