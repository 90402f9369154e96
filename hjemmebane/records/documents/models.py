"""Reports on their way past the family, stored files, outgoing post and long work.

Documents knows what it is about by kind and public id: it stands below cases and courses.
"""

import uuid
from dataclasses import replace
from typing import ClassVar

from django.db import models
from django.db.models import Q

from hjemmebane.domain.access import Aspect, Level, Relation
from hjemmebane.domain.documents import (
    DocumentKind,
    FileFormat,
    JobKind,
    JobState,
    PassageOrigin,
    PostChannel,
    ReadingHow,
    ReportKind,
    ReportState,
    Section,
    UnreadReason,
)
from hjemmebane.records.access.models import Dossier, User, choices
from hjemmebane.records.access.reach import Reach, Span
from hjemmebane.records.people.models import Person
from hjemmebane.records.people.reach import reach_of

ON_THE_COURSE = frozenset({Relation.THERAPIST, Relation.PREVENTION})


def reports_in_reach(user: User, prefix: str = "") -> Q:
    """Return the condition that a report's content may be read by the user.

    Workers read the reports of their own courses. Everyone else on the staff, the adviser too,
    reads a report when it is sent: nobody gets it before the family. A family member reads a
    report only when it was laid before that person.
    """
    reach = reach_of(user)
    if reach.is_family:
        laid_before = Q(
            **{f"{prefix}readings__person_id": reach.person_id},
            **{f"{prefix}state__in": (ReportState.FAMILY_REVIEW, ReportState.SENT)},
        )
        own = reach.q(f"{prefix}dossier", Aspect.PLAN) | reach.q(
            f"{prefix}dossier", Aspect.PREVENTION_COURSE
        )
        return laid_before & own
    courses = frozenset[int]().union(*(reach.spans[kind].courses for kind in _courses_in(reach)))
    wide = replace(reach, spans={kind: _beyond(kind, span) for kind, span in reach.spans.items()})
    sent = Q(**{f"{prefix}state": ReportState.SENT})
    sent &= wide.q(f"{prefix}dossier", Aspect.PLAN, Level.YES)
    whole = sent | wide.q(f"{prefix}dossier", Aspect.PREVENTION_COURSE, Level.YES)
    barred = Q(**{f"{prefix}dossier_id__in": reach.barred})
    return (Q(**{f"{prefix}course_id__in": courses}) | whole) & ~barred


def _courses_in(reach: Reach) -> list[Relation]:
    return [kind for kind in reach.spans if kind in ON_THE_COURSE]


def _beyond(kind: Relation, span: Span) -> Span:
    """Return what a relation reaches beyond single courses: a unit, a team, a dossier."""
    return replace(span, dossiers=frozenset()) if kind in ON_THE_COURSE else span


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports, always narrowed to what the reader may see."""

    def visible_to(self, user: User) -> "ReportQuerySet":
        """Return the reports whose content the user may read."""
        return self.filter(reports_in_reach(user)).distinct()

    def known_to(self, user: User) -> "ReportQuerySet":
        """Return the reports the user may know of: title, steps and readers, not the content."""
        reach = reach_of(user)
        names = reach.q("dossier", Aspect.CASE_EXISTS) | reach.q(
            "dossier", Aspect.PREVENTION_COURSE, Level.YES
        )
        return self.filter(names & Q(readings__isnull=False) | reports_in_reach(user)).distinct()


class Report(models.Model):
    """A report about one course.

    States: DRAFT (workers write) → FAMILY_REVIEW (laid before the family) → SENT; the worker may
    take it back from FAMILY_REVIEW to DRAFT. `edition` counts what was changed in the text: a
    reading holds for the edition that was read.
    """

    audit_kind = "report"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="reports")
    course_id = models.BigIntegerField(db_index=True)
    kind = models.CharField(max_length=20, choices=choices(ReportKind), default=ReportKind.CLOSING)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=20, choices=choices(ReportState), default=ReportState.DRAFT)
    edition = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    review_since = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    sent_unread_reason = models.CharField(
        max_length=30, choices=choices(UnreadReason), blank=True, default=""
    )
    sent_unread_text = models.TextField(blank=True, default="")

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["course_id", "kind"], name="one_report_of_a_kind"),
            models.CheckConstraint(
                name="sent_report_has_a_moment",
                condition=~Q(state=ReportState.SENT) | Q(sent_at__isnull=False),
            ),
        ]


class Passage(models.Model):
    """One sentence or paragraph of a report.

    A drawn sentence that the worker changes becomes the worker's and keeps its sources. `own_of`
    marks one person's own matter: nobody else in the family is shown the passage.
    """

    audit_kind = "passage"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="passages")
    section = models.CharField(max_length=20, choices=choices(Section))
    order = models.PositiveIntegerField()
    key = models.CharField(max_length=80, blank=True, default="")
    origin = models.CharField(max_length=10, choices=choices(PassageOrigin))
    text = models.TextField()
    own_of = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    is_left_out = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["section", "order", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["report", "key"], condition=~Q(key=""), name="one_passage_per_sentence"
            )
        ]


class PassageSource(models.Model):
    """A record that a passage rests on."""

    passage = models.ForeignKey(Passage, on_delete=models.CASCADE, related_name="sources")
    record_kind = models.CharField(max_length=40)
    record_id = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["passage", "record_kind", "record_id"], name="one_row_per_source"
            )
        ]


class FamilyReading(models.Model):
    """That a report is laid before one person; `edition` is what was read, empty until then."""

    audit_kind = "family_reading"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="readings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    edition = models.PositiveIntegerField(null=True)
    how = models.CharField(max_length=20, choices=choices(ReadingHow), blank=True, default="")
    with_interpreter = models.BooleanField(default=False)
    read_at = models.DateTimeField(null=True)
    noted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "person"], name="one_reading_per_person")
        ]


class Remark(models.Model):
    """What somebody in the family said to a report, word for word."""

    audit_kind = "remark"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reading = models.ForeignKey(FamilyReading, on_delete=models.PROTECT, related_name="remarks")
    edition = models.PositiveIntegerField()
    text = models.TextField()
    is_shared = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    """Stored files, always narrowed to what the reader may see."""

    def visible_to(self, user: User) -> "StoredFileQuerySet":
        """Return the files of reports the user may read, made for that reader; for those who work
        on the case, those of its letters too.
        """
        reach = reach_of(user)
        if reach.is_family:
            own = Q(for_person_id=reach.person_id)
            return self.filter(reports_in_reach(user, "report__") & own).distinct()
        whole = Q(report__isnull=False, for_person__isnull=True)
        letters = Q(report__isnull=True) & reach.q("dossier", Aspect.INTAKE, Level.YES)
        return self.filter((reports_in_reach(user, "report__") & whole) | letters).distinct()


class StoredFile(models.Model):
    """A file kept encrypted on disk; the row says what it is and what its content must sum to.

    `for_person` is set on the copy for one reader in the family, which carries no other's matters,
    and on a letter, whose receiver it is. `letter_id` is the public id of the letter it was made
    from, as that was given.
    """

    audit_kind = "stored_file"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="files")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="files")
    letter_id = models.UUIDField(null=True)
    for_person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=choices(DocumentKind))
    format = models.CharField(max_length=10, choices=choices(FileFormat))
    title = models.CharField(max_length=200)
    edition = models.PositiveIntegerField(default=1)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    path = models.CharField(max_length=200, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["letter_id"],
                condition=Q(letter_id__isnull=False),
                name="files_of_a_letter",
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_file_is_of_a_report_or_a_letter",
                condition=Q(report__isnull=False, letter_id__isnull=True)
                | Q(report__isnull=True, letter_id__isnull=False, for_person__isnull=False),
            )
        ]


class OutgoingPost(models.Model):
    """A document on its way to one receiver: a person in the family or a user in the house."""

    audit_kind = "outgoing_post"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="post")
    report = models.ForeignKey(Report, null=True, on_delete=models.PROTECT, related_name="post")
    title = models.CharField(max_length=200)
    to_person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    to_user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20, choices=choices(PostChannel))
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="post_has_one_receiver",
                condition=Q(to_person__isnull=False, to_user__isnull=True)
                | Q(to_person__isnull=True, to_user__isnull=False),
            )
        ]


class JobProgress(models.Model):
    """Long work that somebody ordered.

    States: WAITING → RUNNING → DONE or FAILED; CANCELLED from WAITING or RUNNING; RUNNING goes
    back to WAITING when its process died, three times at most. The job looks at
    `is_cancel_wanted` between its steps.
    """

    audit_kind = "job"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=choices(JobKind))
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    state = models.CharField(max_length=12, choices=choices(JobState), default=JobState.WAITING)
    percent = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=120, blank=True, default="")
    is_cancel_wanted = models.BooleanField(default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    ordered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="job_percent_is_a_percent", condition=Q(percent__gte=0, percent__lte=100)
            )
        ]
