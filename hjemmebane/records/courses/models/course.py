"""A family on a programme: when it began, what was agreed, how its plan was moved."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from hjemmebane.domain.access import Aspect, Level, Register
from hjemmebane.domain.contacts import CourseEndReason, ExtensionReason, FrequencySource
from hjemmebane.records.access.models import Dossier, Unit, User, choices
from hjemmebane.records.cases.models import Measure
from hjemmebane.records.people.models import Family, Person
from hjemmebane.records.people.reach import reach_of


def of_dossier(user: User, prefix: str, *levels: Level) -> Q:
    """Return the condition that a course's dossier lies in reach, in its own register."""
    reach = reach_of(user)
    in_case = Q(**{f"{prefix}__register": Register.AUTHORITY})
    without_case = Q(**{f"{prefix}__register": Register.PREVENTION})
    return (in_case & reach.q(prefix, Aspect.CONTACT_HELD, *levels)) | (
        without_case & reach.q(prefix, Aspect.PREVENTION_COURSE, *levels)
    )


class CourseQuerySet(models.QuerySet["Course"]):
    """Courses, always narrowed to what the reader may see."""

    def visible_to(self, user: User) -> "CourseQuerySet":
        """Return the courses the user may know of."""
        return self.filter(of_dossier(user, "dossier"))


class Course(models.Model):
    """A family on a programme; it keeps the programme's key and version from its start."""

    audit_kind = "course"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # The form's own one-time mark: the same form sent twice is one course.
    form_token = models.UUIDField(null=True, unique=True)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="courses")
    programme_key = models.CharField(max_length=60)
    programme_version = models.CharField(max_length=20)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="courses")
    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, null=True, related_name="courses"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="courses")
    # The course it carries on, where a family went from one programme to another.
    follows = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="followed_by"
    )
    started_on = models.DateField()
    expected_end_on = models.DateField(null=True)
    agreed_needs = models.TextField(blank=True, default="")
    frequency_source = models.CharField(
        max_length=12, choices=choices(FrequencySource), default=FrequencySource.AGREED
    )
    frequency_days = models.PositiveSmallIntegerField(null=True)
    frequency_text = models.CharField(max_length=200, blank=True, default="")
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(
        max_length=16, choices=choices(CourseEndReason), blank=True, default=""
    )
    end_text = models.TextField(blank=True, default="")
    outcome = models.CharField(max_length=60, blank=True, default="")
    outcome_text = models.TextField(blank=True, default="")
    outcome_on = models.DateField(null=True)
    outcome_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = CourseQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "ended_on"], name="courses_of_unit")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="course_ends_after_start",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
            ),
            models.CheckConstraint(
                name="ended_course_has_reason",
                condition=Q(ended_on__isnull=True) | ~Q(end_reason=""),
            ),
            models.CheckConstraint(
                name="outcome_has_day_and_person",
                condition=Q(outcome="") | Q(outcome_on__isnull=False, outcome_by__isnull=False),
            ),
        ]


class CourseChild(models.Model):
    """A child the course is about; siblings may share one course."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="children")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="courses")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["course", "person"], name="one_row_per_child_on_course")
        ]


class PhaseEvent(models.Model):
    """The day a phase really began; it runs until the next one begins."""

    audit_kind = "phase_event"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="phases")
    phase = models.CharField(max_length=60)
    started_on = models.DateField()
    reason = models.CharField(max_length=200, blank=True, default="")
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["course", "phase"], name="a_phase_begins_once")
        ]


class MilestoneMark(models.Model):
    """The day a document or another step of the programme was done."""

    audit_kind = "milestone_mark"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="marks")
    key = models.CharField(max_length=60)
    done_on = models.DateField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["course", "key"], name="a_milestone_is_met_once")
        ]


class CourseMeeting(models.Model):
    """A meeting of the course, by the milestone it meets (start meeting, network meeting …)."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="meetings")
    meeting = models.OneToOneField(
        "agenda.Meeting", on_delete=models.PROTECT, related_name="of_course"
    )
    key = models.CharField(max_length=60)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["course", "key"], name="meetings_of_course")]


class PlannedWork(models.Model):
    """A piece of work in a track, planned in course weeks; workers and parents move it freely."""

    audit_kind = "planned_work"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="works")
    track = models.CharField(max_length=120)
    title = models.CharField(max_length=120)
    from_week = models.PositiveSmallIntegerField()
    to_week = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="work_ends_after_it_begins",
                condition=Q(from_week__gte=1, to_week__gte=F("from_week")),
            )
        ]


class Extension(models.Model):
    """A higher limit or a later end: asked for by a worker, agreed by a leader.

    States: asked (no `decided_at`), agreed, declined.
    """

    audit_kind = "extension"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="extensions")
    new_limit = models.PositiveSmallIntegerField(null=True)
    new_end_on = models.DateField(null=True)
    reason = models.CharField(max_length=20, choices=choices(ExtensionReason))
    text = models.CharField(max_length=500, blank=True, default="")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    is_agreed = models.BooleanField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="extension_moves_something",
                condition=Q(new_limit__isnull=False) | Q(new_end_on__isnull=False),
            ),
            models.CheckConstraint(
                name="agreed_extension_names_its_leader",
                condition=Q(is_agreed__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["course"],
                condition=Q(is_agreed__isnull=True),
                name="one_open_extension_per_course",
            ),
        ]
