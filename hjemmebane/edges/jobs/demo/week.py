"""What lies on the desks this week: enquiries and notifications in every state."""

from datetime import timedelta

from hjemmebane.domain.intake import (
    ConcernSource,
    DangerAnswer,
    EnquirySource,
    NotificationOutcome,
    NotificationReasonKey,
    NotificationSource,
    TriageOutcome,
    TriageReason,
)
from hjemmebane.edges.jobs.demo import enquiries, notices
from hjemmebane.edges.jobs.demo.texts import Voice, general, theme
from hjemmebane.edges.jobs.demo.town import Town, at, office_hours

ADVICE_DAYS, ADVICE_YEARLY = 30, 40
IN = enquiries.Triage(
    TriageOutcome.ACCEPT, TriageReason.FITS, "Vil selv, og det er til at overskue.", "separation"
)


def this_week(town: Town) -> None:
    """Write the enquiries and notifications of the last days, and older advice without a name."""
    _new_enquiries(town)
    _read_enquiries(town)
    _triaged_enquiries(town)
    _anonymous(town)
    _new_notification(town)
    _receipt_due(town)
    _assessed_without_case(town)


def _say(key: str, kind: str, child: str, adult: str, place: int = 0) -> str:
    return Voice(child, adult).say(theme(key).sentences[kind][place])


def _new_enquiries(town: Town) -> None:
    """Two that nobody has read yet, one of them of this morning, one who answered "unsure"."""
    first = enquiries.receive(
        town,
        at(town.anchor, 8, 5),
        _say("screens", "problem", "Malthe", "Heidi"),
        contact_name="Heidi Tang",
        own_motivation="Vi vil gerne i gang, før det bliver værre.",
        problem="Skærmen og natten.",
    )
    enquiries.name_child(town, first, "Malthe", 11)
    second = enquiries.receive(
        town,
        at(town.anchor - timedelta(days=1), 21, 10),
        _say("siblings", "problem", "Otto", "Lene"),
        contact_name="Lene Vinter",
        own_motivation="Jeg har brug for at tale med nogen snart.",
        problem="Børnene slås, når jeg er alene med dem.",
        danger_answer=DangerAnswer.UNSURE,
    )
    enquiries.name_child(town, second, "Otto", 5)
    enquiries.name_child(town, second, "Karla", 8)


def _read_enquiries(town: Town) -> None:
    """Three that are read and wait for the weekly table."""
    waiting = (
        ("homes", "Vigga", "Trine", 4, EnquirySource.PARTNER, "regnbuen"),
        ("lonely", "Konrad", "Anja", 12, EnquirySource.CITIZEN, ""),
        ("infant", "Alba", "Sanne", 0, EnquirySource.PARTNER, "sundhedspleje"),
    )
    for place, (key, child, adult, age, source, unit) in enumerate(waiting):
        day = town.anchor - timedelta(days=2 + place)
        received_at = at(day, 10 + place, 20)
        row = enquiries.receive(
            town,
            received_at,
            _say(key, "problem", child, adult),
            source=source,
            concern_source=notices.SOURCE_OF.get(unit, ConcernSource.PARENT),
            contact_name=f"{adult} {['Lykke', 'Gade', 'Pihl'][place]}",
            unit=unit,
            own_motivation=_say(key, "parents", child, adult, 1),
            problem=_say(key, "finding", child, adult),
        )
        enquiries.name_child(town, row, child, age)
        read_at = received_at + timedelta(minutes=95)
        enquiries.read(town, row, read_at, general("danger_note")[place])


def _triaged_enquiries(town: Town) -> None:
    """Four that were triaged: waiting for a worker, allocated, spoken to, and advised."""
    ways = (
        ("homes", "Lauge", "Maria", 7),
        ("bedtime", "Nora", "Camille", 3),
        ("anger", "Emir", "Zeynep", 6),
        ("screens", "Theo", "Birgitte", 14),
    )
    for place, (key, child, adult, age) in enumerate(ways):
        received_at = at(town.anchor - timedelta(days=7 + place), 11, 15)
        row = enquiries.receive(
            town,
            received_at,
            _say(key, "problem", child, adult, 1),
            contact_name=f"{adult} {['Norup', 'Rask', 'Demir', 'Holst'][place]}",
            own_motivation=_say(key, "parents", child, adult),
            problem=_say(key, "finding", child, adult, 1),
        )
        enquiries.name_child(town, row, child, age)
        read_at = received_at + timedelta(minutes=50)
        enquiries.read(town, row, read_at, general("danger_note")[1])
        triaged_at = at(town.anchor - timedelta(days=1), 9, 30)
        if place == 3:
            said = enquiries.Triage(
                TriageOutcome.ADVICE, TriageReason.UNIVERSAL_OFFER_FITS, general("triage")[3]
            )
            enquiries.triage(town, row, triaged_at, said)
            continue
        enquiries.triage(town, row, triaged_at, IN)
        if place > 0:
            enquiries.allocate(
                town, row, triaged_at + timedelta(hours=1), ("", "signe", "nadia")[place]
            )
        if place > 1:
            enquiries.first_contact(town, row, triaged_at + timedelta(hours=3))


def _anonymous(town: Town) -> None:
    """Advice without a name: one to answer, one answered, and those of a year, counted only."""
    rng = town.chance("anonymous")
    fresh = enquiries.receive(
        town,
        at(town.anchor - timedelta(days=1), 19, 40),
        theme("infant").sentences["problem"][0],
        is_anonymous=True,
    )
    enquiries.name_child(town, fresh, "", 0)
    enquiries.read(
        town, fresh, at(town.anchor - timedelta(days=1), 20, 30), general("danger_note")[1]
    )
    for number in range(max(3, ADVICE_YEARLY * town.size // 300)):
        day = town.working_day(town.anchor - timedelta(days=5 + number * 9))
        received_at = office_hours(day, rng)
        row = enquiries.receive(
            town, received_at, rng.choice(theme("bedtime").sentences["problem"]), is_anonymous=True
        )
        enquiries.name_child(town, row, "", rng.randint(0, 15))
        read_at = received_at + timedelta(minutes=30)
        enquiries.read(town, row, read_at, general("danger_note")[1])
        answered_at = received_at + timedelta(hours=6)
        enquiries.answer(row, answered_at, rng.choice(general("answer")))
        if received_at < town.now - timedelta(days=ADVICE_DAYS):
            enquiries.delete_text(row, ADVICE_DAYS)


def _new_notification(town: Town) -> None:
    """A notification of early this morning: its 24 hours have run for three."""
    received_at = town.now - timedelta(hours=3)
    row = notices.notify(
        town,
        received_at,
        "Mia kom i morges med et blåt mærke på armen og ville ikke sige, hvordan det er kommet. "
        "Hun har sovet dårligt hele ugen og græder, når hun skal hentes.",
        unit="moelleskolen",
        reasons=(NotificationReasonKey.VIOLENCE, NotificationReasonKey.WELLBEING),
        danger_answer=DangerAnswer.UNSURE,
    )
    notices.name_child(town, row, "Mia Ravn", age=6)


def _receipt_due(town: Town) -> None:
    """A notification that is assessed, and whose notifier waits for the receipt to the last day."""
    day = town.anchor
    while town.calendar.plus_hverdage(day, 6) > town.anchor:
        day -= timedelta(days=1)
    received_at = at(day, 14, 10)
    row = notices.notify(
        town,
        received_at,
        Voice("Villads", "faderen").say(theme("illness").sentences["concern"][1]),
        unit="aaskolen",
        reasons=(NotificationReasonKey.PARENTS,),
    )
    child = notices.name_child(town, row, "Villads Bach", age=9)
    notices.assess(
        town,
        row,
        child,
        received_at + timedelta(hours=4),
        general("assessment_danger")[1],
        NotificationOutcome.TALK_WITH_FAMILY,
    )


def _assessed_without_case(town: Town) -> None:
    """A citizen's and an anonymous one of last week, assessed and let be."""
    for days, anonymous in ((6, False), (8, True)):
        received_at = at(town.anchor - timedelta(days=days), 16, 40)
        row = notices.notify(
            town,
            received_at,
            "Jeg hører ofte børnegråd og råb om aftenen fra lejligheden ovenpå.",
            source=NotificationSource.CITIZEN,
            concern_source=ConcernSource.NETWORK,
            reasons=(NotificationReasonKey.OTHER,),
            is_anonymous=anonymous,
            reporter_name="" if anonymous else "Jytte Melgaard",
        )
        child = notices.name_child(town, row, "Barn i Engparken 31", age=3)
        assessed_at = received_at + timedelta(hours=16)
        text, outcome = general("assessment_danger")[1], NotificationOutcome.NO_FURTHER
        notices.assess(town, row, child, assessed_at, text, outcome, by="lone")
        if not anonymous:
            notices.send_receipt(town, row, received_at + timedelta(days=2), by="lone")
