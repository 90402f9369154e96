"""One-time links, what people answered, and what was changed because of it."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemmebane.domain.access import Aspect, Level
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.models import CoordinationTask
from hjemmebane.records.courses.models import Contact, Course
from hjemmebane.records.people.models import Person
from hjemmebane.records.people.reach import reach_of


class ResponseQuerySet(models.QuerySet["Response"]):
    """Answers, always narrowed to what the reader may see."""

    def visible_to(self, user: User) -> "ResponseQuerySet":
        """Return the answers the user may read: workers on the course, and one's own.

        Nobody in the family sees another's answers, a child's least of all, nor a partner's; a
        partner sees their own for as long as they are tied to the family.
        """
        return self._in_reach(user, Level.YES)

    def trend_visible_to(self, user: User) -> "ResponseQuerySet":
        """Return the answers whose development, not whose words, the user may see."""
        return self._in_reach(user, Level.YES, Level.TREND)

    def of_family(self) -> "ResponseQuerySet":
        """Return what the family answered, without the partners' answers."""
        return self.filter(person__isnull=False)

    def _in_reach(self, user: User, *levels: Level) -> "ResponseQuerySet":
        reach = reach_of(user)
        if reach.person_id is not None:
            return self.filter(person_id=reach.person_id)
        own = reach.course_q("course", Aspect.FEEDBACK, Level.OWN) & Q(user_id=user.pk)
        return self.filter(reach.course_q("course", Aspect.FEEDBACK, *levels) | own)


class FeedbackLink(models.Model):
    """A link that opens one empty form, once, for one person.

    The token itself is never stored. States: open, used (`used_at`), expired (`expires_at`) or
    taken back (`revoked_at`).
    """

    audit_kind = "feedback_link"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="feedback_links")
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


class Response(models.Model):
    """What one person answered once: one of the family, or a partner about their own task.

    A response with free text is read for danger the day it comes: open until `danger_read_at`.
    """

    audit_kind = "response"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="responses")
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    # A partner is nobody in the register: they answer as themselves, about a task of theirs.
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey(
        CoordinationTask, null=True, on_delete=models.PROTECT, related_name="responses"
    )
    contact = models.ForeignKey(
        Contact, null=True, on_delete=models.PROTECT, related_name="responses"
    )
    link = models.ForeignKey(
        FeedbackLink, null=True, on_delete=models.PROTECT, related_name="responses"
    )
    # The form's own one-time mark: the same form sent twice is one answer.
    form_token = models.UUIDField(null=True)
    instrument_key = models.SlugField(max_length=60)
    instrument_version = models.CharField(max_length=20)
    answered_at = models.DateTimeField()
    has_text = models.BooleanField(default=False)
    # The person's own yes to their words standing in the closing report, where others read them.
    may_quote = models.BooleanField(default=False)
    danger_read_at = models.DateTimeField(null=True)
    danger_read_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    danger_found = models.BooleanField(null=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["course", "person", "answered_at"], name="answers_in_order")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["form_token", "instrument_key"], name="one_answer_per_form"
            ),
            models.UniqueConstraint(fields=["link", "instrument_key"], name="one_answer_per_link"),
            models.CheckConstraint(
                name="answered_by_family_or_partner",
                condition=Q(person__isnull=False, user__isnull=True, task__isnull=True)
                | Q(person__isnull=True, user__isnull=False, task__isnull=False),
            ),
        ]


class Answer(models.Model):
    """One answer of a response: a number, or words; an item not answered has no row."""

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="answers")
    item = models.CharField(max_length=80)
    value = models.PositiveSmallIntegerField(null=True)
    text = models.TextField(blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "item"], name="one_answer_per_item"),
            models.CheckConstraint(
                name="answer_is_not_empty", condition=Q(value__isnull=False) | ~Q(text="")
            ),
        ]


class FeedbackAct(models.Model):
    """What a worker changed because of a response."""

    audit_kind = "feedback_act"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="acts")
    what_changed = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
