"""What a course is made of beside its contacts: strengths, focus points, topics, aim, target."""

import uuid
from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from hjemmebane.domain.access import Aspect, Level
from hjemmebane.domain.elements import FocusEnd, RestReason
from hjemmebane.records.access.models import User, choices
from hjemmebane.records.cases.models import Assessment, Goal
from hjemmebane.records.courses.models.contact import of_course
from hjemmebane.records.courses.models.course import Course
from hjemmebane.records.people.models import Person

T = TypeVar("T", bound=models.Model)


class CourseWords(models.QuerySet[T]):
    """Rows of a course that hold words about a family, narrowed to those who read its plan."""

    def readable_by(self, user: User) -> Self:
        """Return the rows whose words the user may read."""
        return self.filter(of_course(user, Aspect.PLAN, Level.YES))


class ElementStrengthQuerySet(CourseWords["ElementStrength"]):
    """Strengths of elements, narrowed to those who read the plan."""


class ElementStrength(models.Model):
    """From a day on, a core element of the course is this strong; at rest it says why."""

    audit_kind = "element_strength"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="strengths")
    element = models.CharField(max_length=60)
    level = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    reason = models.CharField(max_length=16, choices=choices(RestReason), blank=True, default="")
    text = models.CharField(max_length=300, blank=True, default="")
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    objects = ElementStrengthQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="element_at_rest_says_why", condition=Q(level__gt=0) | ~Q(reason="")
            )
        ]


class FocusPointQuerySet(CourseWords["FocusPoint"]):
    """Focus points, narrowed to those who read the plan."""


class FocusPoint(models.Model):
    """What the work is about just now, made with the family; ties a finding to a goal."""

    audit_kind = "focus_point"
    # The form's own one-time mark: the same form sent twice is one focus point.
    form_token = models.UUIDField(null=True, unique=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="focus_points")
    words = models.CharField(max_length=300)
    words_of = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="+")
    finding = models.CharField(max_length=500)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # What was written anew points to what it says instead of; both stay.
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="corrected_by"
    )
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=16, choices=choices(FocusEnd), blank=True, default="")
    end_text = models.CharField(max_length=300, blank=True, default="")
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    objects = FocusPointQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="ended_focus_says_why",
                condition=Q(ended_on__isnull=True)
                | (~Q(end_reason="") & Q(ended_by__isnull=False)),
            )
        ]


class CourseTopicQuerySet(CourseWords["CourseTopic"]):
    """Topics, narrowed to those who read the plan."""


class CourseTopic(models.Model):
    """What the course has in words on a topic of its programme; the newest counts, all stay."""

    audit_kind = "course_topic"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="topics")
    key = models.CharField(max_length=60)
    text = models.TextField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    objects = CourseTopicQuerySet.as_manager()


class CourseAimQuerySet(CourseWords["CourseAim"]):
    """Aims, narrowed to those who read the plan."""


class CourseAim(models.Model):
    """The long-term aim of a course from a day on, and why it was set or changed."""

    audit_kind = "course_aim"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="aims")
    aim = models.CharField(max_length=60)
    reason = models.CharField(max_length=500, blank=True, default="")
    from_on = models.DateField()
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    objects = CourseAimQuerySet.as_manager()


class TargetAnswerQuerySet(CourseWords["TargetAnswer"]):
    """Answers on the target group, narrowed to those who read the plan."""


class TargetAnswer(models.Model):
    """Whether a point for or against the programme holds for the family, as a person judged it."""

    audit_kind = "target_answer"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="target_answers")
    key = models.CharField(max_length=60)
    holds = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True, default="")
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    objects = TargetAnswerQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["course", "key"], name="one_answer_per_target_point")
        ]
