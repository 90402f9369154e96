"""Notifications: what came in, who was named, how it was assessed and when the receipt went."""

import random
from datetime import datetime, timedelta
from typing import Any

from hjemmebane.domain.access import DossierKind, Relation
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.deadlines import ExceptionKind
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.intake import (
    ConcernSource,
    DangerAnswer,
    NotificationOutcome,
    NotificationReasonKey,
    NotificationSource,
)
from hjemmebane.domain.people import PartyRole
from hjemmebane.edges.jobs.demo import deadlines
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.dossiers import open_dossier, tie
from hjemmebane.edges.jobs.demo.families import Home, add_party
from hjemmebane.edges.jobs.demo.texts import Theme, general
from hjemmebane.edges.jobs.demo.town import Town, end_of

ASSESS_RULE, RECEIPT_RULE = "U1", "U2"
SCHOOLS = ("school", "aaskolen", "moelleskolen")
DAY_CARE = ("daycare", "hulkroppen", "regnbuen")
SOURCE_OF = {
    **dict.fromkeys(SCHOOLS, ConcernSource.SCHOOL),
    **dict.fromkeys(DAY_CARE, ConcernSource.DAY_CARE),
    "sundhedspleje": ConcernSource.HEALTH_VISITING,
}
SCHOOL_AGE, BABY_AGE = 6, 1


def unit_for_age(rng: random.Random, age: int) -> str:
    """Return the universal unit that knows a child of some age."""
    if age >= SCHOOL_AGE:
        return rng.choice(SCHOOLS)
    return rng.choice(DAY_CARE) if age >= BABY_AGE else "sundhedspleje"


def notify(
    town: Town,
    received_at: datetime,
    text: str,
    *,
    unit: str = "",
    source: NotificationSource = NotificationSource.PARTNER,
    reasons: tuple[NotificationReasonKey, ...] = (NotificationReasonKey.WELLBEING,),
    **more: Any,
) -> Row:
    """Write a notification and start the receipt's deadline; children are named after."""
    is_anonymous = more.get("is_anonymous", False)
    reporter = town.users[more["reporter"]] if more.get("reporter") else town.partners.get(unit)
    if is_anonymous:
        reporter = None
    dossier = open_dossier(town, DossierKind.NOTIFICATION, "reception", received_at)
    known = town.users[more["registered_by"]] if more.get("registered_by") else reporter
    row = town.book.add(
        "intake.Notification",
        form_token=None,
        dossier_id=dossier["id"],
        source=source,
        concern_source=more.get("concern_source", SOURCE_OF.get(unit, ConcernSource.OTHER)),
        is_anonymous=is_anonymous,
        reporter_name="" if is_anonymous else more.get("reporter_name", _name_of(reporter)),
        reporter_contact="",
        reporter_unit_id=town.units[unit]["id"] if unit else None,
        reporter_id=reporter["id"] if reporter else None,
        text=text,
        suspects_violence=NotificationReasonKey.VIOLENCE in reasons,
        danger_answer=more.get("danger_answer", DangerAnswer.NO),
        received_at=received_at,
        registered_at=received_at,
        registered_by_id=known["id"] if known else None,
        from_enquiry_id=None,
        receipt_sent_at=None,
        receipt_sent_by_id=None,
    )
    for key in reasons:
        town.book.add("intake.NotificationReason", notification_id=row["id"], key=key)
    receipt = deadlines.start_by_key(
        town,
        RECEIPT_RULE,
        trigger_at=received_at,
        dossier=dossier,
        about=("notification", row["public_id"]),
    )
    if is_anonymous:
        deadlines.lift(town, receipt, ExceptionKind.ANONYMOUS, "anonym", received_at)
    elif reporter is not None and unit:
        day = local_day(received_at)
        name = next(name for name, user in town.users.items() if user is reporter)
        tie(town, name, dossier, Relation.PARTNER, "underretter", day)
    return row


def _name_of(reporter: Row | None) -> str:
    return str(reporter["name"]) if reporter else ""


def dossier_of(notification: Row) -> Row:
    """Return what obligations hang on: the notification's dossier, by its id."""
    return {"id": notification["dossier_id"]}


def name_child(
    town: Town, notification: Row, name: str, person: Row | None = None, **given: Any
) -> Row:
    """Name a child and start its own 24-hour clock; a known one becomes party to the dossier."""
    row = town.book.add(
        "intake.NotifiedChild",
        notification_id=notification["id"],
        person_id=person["id"] if person else None,
        name_given=name,
        born_on_given=given.get("born_on"),
        age_given=given.get("age"),
        assessed_at=None,
        assessed_by_id=None,
        is_in_danger=None,
        acute_action="",
        assessment_text="",
        outcome="",
        case_dossier_id=None,
        acted_at=None,
        known_question_id=None,
        not_told_reason="",
    )
    deadlines.start_by_key(
        town,
        ASSESS_RULE,
        trigger_at=notification["received_at"],
        dossier=dossier_of(notification),
        about=("notified_child", row["public_id"]),
    )
    if person is not None:
        day = local_day(notification["received_at"])
        add_party(town, person, dossier_of(notification), PartyRole.CHILD, day)
    return row


def assess(
    town: Town,
    notification: Row,
    child: Row,
    at: datetime,
    text: str,
    outcome: NotificationOutcome,
    *,
    by: str = "kirsten",
    acute: str = "",
) -> None:
    """Write the assessment of one child; this closes that child's clock."""
    child.update(
        assessed_at=at,
        assessed_by_id=town.users[by]["id"],
        is_in_danger=bool(acute),
        acute_action=acute,
        assessment_text=text,
        outcome=outcome,
    )
    about = ("notified_child", child["public_id"])
    deadlines.close_for(
        town,
        EventKind.DANGER_ASSESSED,
        dossier=dossier_of(notification),
        with_=about,
        at=at,
        about=about,
    )


def send_receipt(town: Town, notification: Row, at: datetime, by: str = "kirsten") -> None:
    """Write that whoever notified has had their receipt."""
    notification.update(receipt_sent_at=at, receipt_sent_by_id=town.users[by]["id"])
    about = ("notification", notification["public_id"])
    deadlines.close_for(
        town,
        EventKind.RECEIPT_SENT,
        dossier=dossier_of(notification),
        with_=about,
        at=at,
        about=about,
    )


def past_notification(
    town: Town,
    rng: random.Random,
    home: Home,
    children: list[Row],
    theme: Theme,
    received_at: datetime,
    age: int,
) -> tuple[Row, list[Row]]:
    """Write a notification that was assessed in time, save a few, and led to a case."""
    unit = unit_for_age(rng, age)
    is_anonymous = rng.random() < 0.07
    reasons = (rng.choice(list(NotificationReasonKey)),)
    source = NotificationSource.CITIZEN if is_anonymous else NotificationSource.PARTNER
    row = notify(
        town,
        received_at,
        theme.pick("concern", rng, home.voice(children[0])),
        unit="" if is_anonymous else unit,
        source=source,
        reasons=reasons,
        is_anonymous=is_anonymous,
        concern_source=ConcernSource.NETWORK if is_anonymous else SOURCE_OF[unit],
    )
    named = []
    for child in children:
        made = name_child(town, row, home.voice(child).child, child, born_on=child["born_on"])
        hours = rng.choice((2, 3, 5, 7, 20, 22)) if rng.random() < 0.95 else 29
        is_acute = NotificationReasonKey.VIOLENCE in reasons and rng.random() < 0.3
        acute = rng.choice(general("acute")) if is_acute else ""
        assess(
            town,
            row,
            made,
            received_at + timedelta(hours=hours),
            rng.choice(general("assessment_danger")),
            NotificationOutcome.OPEN_CASE,
            by=rng.choice(("kirsten", "lone")),
            acute=acute,
        )
        named.append(made)
    if not is_anonymous:
        days = rng.choice((1, 2, 2, 3, 4)) if rng.random() < 0.93 else 9
        send_receipt(town, row, end_of(received_at, days * 24 * 60))
    return row, named
