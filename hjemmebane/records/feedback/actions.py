"""Writes about feedback: links, answers, reading them for danger, what was changed."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as told

from hjemmebane import catalogue, clock
from hjemmebane.domain.access import UnitKind, UserKind
from hjemmebane.domain.feedback import answer_faults
from hjemmebane.domain.goals import RaterKind
from hjemmebane.domain.instruments import Instrument
from hjemmebane.domain.intake import (
    ChildGiven,
    ConcernSource,
    DangerAnswer,
    NotificationGiven,
    NotificationReasonKey,
    NotificationSource,
)
from hjemmebane.domain.people import DisclosureGround
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import SYSTEM, Actor, action, hold, log, refuse_twin
from hjemmebane.records.access.models import AuditLine, User
from hjemmebane.records.access.queries import unit_of_kind
from hjemmebane.records.agenda.actions import satisfy, start_obligation
from hjemmebane.records.cases.actions import record_progress
from hjemmebane.records.cases.models import CoordinationTask, Goal
from hjemmebane.records.courses.models import Contact, Course
from hjemmebane.records.feedback.asking import GOAL_ITEM, WORDS_ITEM, asked_of, hash_of, token_of
from hjemmebane.records.feedback.models import Answer, FeedbackAct, FeedbackLink, Response
from hjemmebane.records.feedback.partners import asked_about
from hjemmebane.records.intake.actions import receive_notification
from hjemmebane.records.intake.models import Notification
from hjemmebane.records.people.actions import disclose
from hjemmebane.records.people.models import Person

DANGER_RULE = "D1"
TEXT_MAX = 4_000
SENT_TWICE = timedelta(seconds=10)
GIVE = "response.give"
WHAT_IS_TOLD = told("barnets navn og alder, bekymringen og hvad den bygger på")
DUTY_REASON = "Underretningspligt, barnets lov § 133"


@dataclass(frozen=True, slots=True)
class Given:
    """What a person answered: numbers by question, numbers by goal, and words."""

    values: Mapping[str, int] = field(default_factory=dict)
    goals: Mapping[uuid.UUID, int] = field(default_factory=dict)
    text: str = ""
    may_quote: bool = False

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was answered."""
        return not (self.values or self.goals or self.text.strip())


@action("feedback_link.make")
def make_link(
    *, by: User, course: Course, person: Person, contact: Contact | None = None
) -> FeedbackLink:
    """Make a link that opens one empty form for one person, once."""
    now = clock.now()
    hold(course)
    fresh = FeedbackLink.objects.filter(course=course, contact=contact, person=person, made_by=by)
    unused = fresh.filter(used_at__isnull=True, revoked_at__isnull=True)
    refuse_twin("feedback_link.make", unused.filter(made_at__gt=now - SENT_TWICE), "link_just_made")
    days = catalogue.current_profile().number("feedback.link_days")
    link = FeedbackLink(
        course=course,
        contact=contact,
        person=person,
        made_at=now,
        made_by=by,
        expires_at=now + timedelta(days=days),
    )
    link.token_hash = hash_of(token_of(link))
    link.save()
    log(by=by, about=link, facts={"course": course.public_id})
    return link


@action("feedback_link.revoke")
def revoke_link(*, by: User, link: FeedbackLink) -> FeedbackLink:
    """Take a link back that has not been used."""
    FeedbackLink.objects.filter(pk=link.pk, used_at__isnull=True).update(revoked_at=clock.now())
    link.refresh_from_db()
    log(by=by, about=link)
    return link


@action(GIVE)
def answer_link(*, by: Actor, link: FeedbackLink, given: Given) -> list[Response]:
    """Keep what a person answered through a link; a link is used once."""
    now = clock.now()
    if link.expires_at <= now:
        raise Refused(GIVE, "link_expired")
    # The update takes the link, so two forms sent at once become one answer.
    taken = FeedbackLink.objects.filter(
        pk=link.pk, used_at__isnull=True, revoked_at__isnull=True
    ).update(used_at=now)
    if not taken:
        raise Refused(GIVE, "link_used")
    return _keep(by, link.course, link.person, given, link.contact, link=link)


@action(GIVE)
def answer_signed_in(
    *,
    by: User,
    course: Course,
    person: Person,
    given: Given,
    form_token: uuid.UUID,
    contact: Contact | None = None,
) -> list[Response]:
    """Keep what the signed-in family member answered on their own page."""
    if by.person_id != person.pk:
        raise Refused(GIVE, "not_allowed")
    try:
        with transaction.atomic():
            return _keep(by, course, person, given, contact, form_token=form_token)
    except IntegrityError:
        raise Refused(GIVE, "answer_already_sent") from None


@action(GIVE)
def answer_as_partner(
    *, by: User, task: CoordinationTask, given: Given, form_token: uuid.UUID
) -> Response:
    """Keep what a partner answered about the work together, from their own task.

    Raises NotVisible where the task is not theirs or no course runs; Refused where the same form
    was sent before (`form_token`), and where they answered within the days of the profile.
    """
    if by.kind != UserKind.PARTNER:
        raise Refused(GIVE, "not_allowed")
    hold(task)
    refuse_twin(GIVE, Response.objects.filter(form_token=form_token), "answer_already_sent")
    asked = asked_about(task.public_id, by)
    if not asked.may_answer:
        raise Refused(GIVE, "answered_lately")
    _check(asked.instrument, given, set())
    return _store(
        by,
        asked.instrument,
        given.values,
        given.text.strip(),
        course=asked.course,
        user=by,
        task=task,
        form_token=form_token,
    )


def _keep(
    by: Actor,
    course: Course,
    person: Person,
    given: Given,
    contact: Contact | None,
    *,
    link: FeedbackLink | None = None,
    form_token: uuid.UUID | None = None,
) -> list[Response]:
    asked = asked_of(course, person)
    _check(asked.instrument, given, {goal.public_id for goal in asked.goals})
    made = []
    goals = {f"{GOAL_ITEM}{number}": value for number, value in given.goals.items()}
    parts = (
        (asked.instrument, dict(given.values), given.text.strip()),
        (asked.goal_instrument, goals, ""),
    )
    for instrument, values, text in parts:
        if not (values or text):
            continue
        response = _store(
            by,
            instrument,
            values,
            text,
            course=course,
            person=person,
            contact=contact,
            link=link,
            form_token=form_token,
            may_quote=bool(text) and given.may_quote,
        )
        made.append(response)
    _rate_goals(by, person, given, made, is_child=course.children.filter(person=person).exists())
    return made


def _store(
    by: Actor, instrument: Instrument, values: Mapping[str, int], text: str, **whose: Any
) -> Response:
    """Write one response with its answers; words are read for danger the day they come."""
    response = Response.objects.create(
        instrument_key=instrument.key,
        instrument_version=instrument.version,
        answered_at=clock.now(),
        has_text=bool(text),
        **whose,
    )
    answers = [Answer(response=response, item=key, value=value) for key, value in values.items()]
    if text:
        answers.append(Answer(response=response, item=WORDS_ITEM, text=text))
    Answer.objects.bulk_create(answers)
    facts = {"course": response.course.public_id, "answers": len(answers)}
    log(by=by, about=response, facts=facts)
    if text:
        _ask_to_read(by, response)
    return response


def _check(instrument: Instrument, given: Given, goals: set[uuid.UUID]) -> None:
    if given.is_empty:
        raise Refused(GIVE, "nothing_answered")
    if len(given.text) > TEXT_MAX:
        raise Refused(GIVE, "text_too_long")
    in_scale = all(value in range(11) for value in given.goals.values())
    if answer_faults(instrument, given.values) or not goals >= set(given.goals) or not in_scale:
        raise Refused(GIVE, "answer_out_of_scale")


def _ask_to_read(by: Actor, response: Response) -> None:
    """Start the day's clock: free text is read for danger by a named person the day it comes."""
    start_obligation(
        by=by,
        dossier=response.course.dossier,
        rule_key=DANGER_RULE,
        trigger_at=response.answered_at,
        about=("response", response.public_id),
        responsible=response.link.made_by if response.link else None,
    )


def _rate_goals(
    by: Actor, person: Person, given: Given, made: list[Response], *, is_child: bool
) -> None:
    for goal in Goal.objects.filter(public_id__in=given.goals):
        # The family says how it goes; writing it on the goal is the house's own doing.
        record_progress(
            by=SYSTEM.for_user(by) if isinstance(by, User) else SYSTEM,
            goal=goal,
            on=clock.today(),
            rater_kind=RaterKind.CHILD if is_child else RaterKind.PARENT,
            person=person,
            value=given.goals[goal.public_id],
            source=("response", made[-1].public_id),
        )


@action("response.read_for_danger")
def read_for_danger(*, by: User, response: Response, danger_found: bool) -> Response:
    """Note that a named person has read a free-text answer for danger."""
    hold(response)
    if response.danger_read_at is not None:
        raise Refused("response.read_for_danger", "already_read_for_danger")
    response.danger_read_at, response.danger_read_by = clock.now(), by
    response.danger_found = danger_found
    response.save(update_fields=["danger_read_at", "danger_read_by", "danger_found"])
    satisfy(
        by=by,
        dossier=response.course.dossier,
        rule_keys=(DANGER_RULE,),
        at=response.danger_read_at,
        with_=("response", response.public_id),
        about=("response", response.public_id),
    )
    log(by=by, about=response, facts={"danger": danger_found})
    return response


@action("response.notify")
def notify(
    *,
    by: User,
    response: Response,
    reasons: Sequence[NotificationReasonKey],
    text: str,
) -> list[Notification]:
    """Turn an answer that tells of danger into one notification for each child of the course.

    Each is received at the moment of this act, without asking consent: the duty to notify is the
    worker's own (barnets lov § 133).
    """
    if not reasons:
        raise Refused("response.notify", "reason_missing")
    hold(response)
    told = AuditLine.objects.filter(about_kind="response", about_id=str(response.public_id))
    refuse_twin("response.notify", told.filter(action="response.notify"), "already_notified_on")
    if response.danger_read_at is None:
        read_for_danger(by=by, response=response, danger_found=True)
    course = response.course
    made = []
    for child in course.children.select_related("person").order_by("pk"):
        name = f"{child.person.given_name} {child.person.family_name}"
        given = NotificationGiven(
            source=NotificationSource.STAFF,
            concern_source=ConcernSource.OTHER,
            reasons=tuple(reasons),
            text=text.strip() or _words_of(response),
            children=(ChildGiven(name, child.person.born_on),),
            danger_answer=DangerAnswer.YES,
        )
        made.append(receive_notification(by=by, given=given, reporter_unit=course.unit))
        disclose(
            by=by,
            ground=DisclosureGround.NOTIFICATION_DUTY,
            dossier=course.dossier,
            to_unit=unit_of_kind(UnitKind.RECEPTION),
            what=WHAT_IS_TOLD,
            person=child.person,
            reason=DUTY_REASON,
        )
    log(by=by, about=response, facts={"notifications": [str(one.public_id) for one in made]})
    return made


def _words_of(response: Response) -> str:
    return response.answers.filter(item=WORDS_ITEM).values_list("text", flat=True).first() or ""


@action("response.note_change")
def note_change(*, by: User, response: Response, what_changed: str) -> FeedbackAct:
    """Note what the workers changed because of an answer."""
    text = what_changed.strip()
    if not text:
        raise Refused("response.note_change", "text_missing")
    if len(text) > TEXT_MAX:
        raise Refused("response.note_change", "text_too_long")
    hold(response)
    refuse_twin(
        "response.note_change", FeedbackAct.objects.filter(response=response, what_changed=text)
    )
    act = FeedbackAct.objects.create(response=response, what_changed=text, by=by, at=clock.now())
    log(by=by, about=act, facts={"response": response.public_id})
    return act
