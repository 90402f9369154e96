"""Notes in the authority's journal of a case."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from hjemmebane.domain.access import Aspect, Level
from hjemmebane.domain.case_notes import NoteKind
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.models.case import Case
from hjemmebane.records.cases.models.rows import DossierRows, words
from hjemmebane.records.people.reach import reach_of


class NotedEventQuerySet(DossierRows["NotedEvent"]):
    """Events noted on cases, narrowed to what a reader may see."""


class NotedEvent(models.Model):
    """Something that happened in a case and begins or ends a deadline, where no page writes it."""

    audit_kind = "noted_event"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="noted_events")
    kind = models.CharField(max_length=30, choices=words(EventKind))
    happened_on = models.DateField()
    chosen_on = models.DateField(null=True)
    measure_key = models.CharField(max_length=40, blank=True, default="")
    text = models.TextField(blank=True, default="")
    noted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField()

    objects = NotedEventQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["case", "happened_on"], name="noted_events_of_case"),
        ]


class CaseNoteQuerySet(DossierRows["CaseNote"]):
    """Journal notes: the authority's own; a talk with the child for whoever may hear it."""

    aspect = Aspect.CASE_NOTE
    levels = (Level.YES,)

    def visible_to(self, user: User) -> Self:
        """Return the notes the user may read; talks with the child only where the table says so."""
        told = reach_of(user).q("case__dossier", Aspect.CHILD_VIEW, Level.YES)
        return super().visible_to(user).filter(~Q(kind=NoteKind.CHILD_TALK) | told)


class CaseNote(models.Model):
    """A note in the journal: when it happened, when it was written, by whom, and what it says.

    States: free to be put right for 24 hours; then it stands, and an addendum is added.
    """

    audit_kind = "case_note"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=12, choices=words(NoteKind))
    is_formal = models.BooleanField(default=False)
    happened_at = models.DateTimeField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    with_whom = models.CharField(max_length=200, blank=True, default="")
    text = models.TextField()
    corrected_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = CaseNoteQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["case", "happened_at"], name="notes_of_case")]


class CaseNoteAddendum(models.Model):
    """What was added to a note that stands."""

    audit_kind = "case_note_addendum"
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    note = models.ForeignKey(CaseNote, on_delete=models.PROTECT, related_name="addenda")
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
