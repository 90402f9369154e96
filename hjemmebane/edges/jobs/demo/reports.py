"""Closing reports, drawn by the domain from what the course recorded; the family reads first."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.closing_facts import RecordRef, Sentence
from hjemmebane.domain.closing_report import draw
from hjemmebane.domain.documents import (
    PassageOrigin,
    PostChannel,
    ReadingHow,
    ReportKind,
    ReportState,
    Section,
    UnreadReason,
)
from hjemmebane.domain.identity import age_on
from hjemmebane.domain.people import KIN_WORDS
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.courses import CourseFile
from hjemmebane.edges.jobs.demo.report_facts import facts_of
from hjemmebane.edges.jobs.demo.town import Town, at, end_of

GROWN_FROM = 15
WAIT_DAYS = 14
WORKERS_WORD = "Det har været et godt samarbejde, og vi tror på, at familien kan holde fast."


def closing_report(town: Town, rng: random.Random, file: CourseFile, adviser: str) -> Row | None:
    """Write a course's report: sent long ago, or still on its way past the family."""
    ended_on = file.course["ended_on"]
    if not file.programme.closing_report or ended_on is None or town.is_brief:
        return None
    written_on = town.working_day(ended_on + timedelta(days=rng.randint(1, 6)))
    if written_on >= town.anchor:
        return None
    report = fill(town, file, at(written_on, 13))
    laid_at = at(town.working_day(written_on + timedelta(days=rng.randint(1, 4))), 10)
    if laid_at > town.now:
        return report
    readings = lay_before_family(town, file, report, laid_at)
    last = laid_at
    for reading, _ in readings:
        read_at = laid_at + timedelta(hours=rng.randint(5, 250))
        if rng.random() < 0.1 or read_at > town.now:
            continue
        how = rng.choice((ReadingHow.DEVICE, ReadingHow.READ_ALOUD, ReadingHow.PAPER))
        read(town, file, report, reading, read_at, how)
        last = max(last, read_at)
    _send_if_due(town, rng, file, report, readings, last, adviser)
    return report


def _send_if_due(
    town: Town,
    rng: random.Random,
    file: CourseFile,
    report: Row,
    readings: Sequence[tuple[Row, Row]],
    last: datetime,
    adviser: str,
) -> None:
    unread = any(reading["read_at"] is None for reading, _ in readings)
    days = WAIT_DAYS + rng.randint(1, 6) if unread else rng.randint(1, 4)
    sent_at = at(town.working_day(local_day(last) + timedelta(days=days)), 14)
    if sent_at > town.now:
        return
    if unread:
        report.update(sent_unread_reason=UnreadReason.NO_ANSWER)
    by = "pia" if unread else file.workers[0]
    send(town, report, [person for _, person in readings], adviser, sent_at, by)


def fill(town: Town, file: CourseFile, created_at: datetime, words: str = "") -> Row:
    """Open the report, filled with the sentences the domain draws from the course's records."""
    people: dict[UUID, Row] = {
        person["public_id"]: person for person in (*file.home.parents, *file.home.children)
    }
    report = town.book.add(
        "documents.Report",
        dossier_id=file.dossier["id"],
        course_id=file.course["id"],
        kind=ReportKind.CLOSING,
        title=f"Afsluttende status: {file.programme.title}",
        state=ReportState.DRAFT,
        edition=2,  # the worker's own words made a second one
        created_at=created_at,
        created_by_id=town.users[file.workers[0]]["id"],
        review_since=None,
        sent_at=None,
        sent_by_id=None,
        sent_unread_reason="",
        sent_unread_text="",
    )
    last = 0
    for order, sentence in enumerate(draw(facts_of(town, file, created_at)), 1):
        owner = people.get(sentence.own_of) if sentence.own_of else None
        _passage(town, report, sentence, order, owner)
        last = order if sentence.section is Section.COOPERATION else last
    town.book.add(
        "documents.Passage",
        report_id=report["id"],
        section=Section.COOPERATION,
        order=last + 1,
        key="",
        origin=PassageOrigin.WORKER,
        text=words or WORKERS_WORD,
        own_of_id=None,
        is_left_out=False,
    )
    return report


def _passage(town: Town, report: Row, sentence: Sentence, order: int, owner: Row | None) -> None:
    passage = town.book.add(
        "documents.Passage",
        report_id=report["id"],
        section=sentence.section,
        order=order,
        key=sentence.key,
        origin=PassageOrigin.DRAWN,
        text=sentence.text,
        own_of_id=owner["id"] if owner else None,
        is_left_out=False,
    )
    sources: dict[RecordRef, None] = dict.fromkeys(sentence.sources)
    for source in sources:
        town.book.add(
            "documents.PassageSource",
            passage_id=passage["id"],
            record_kind=source.kind,
            record_id=source.public_id,
        )


def lay_before_family(
    town: Town, file: CourseFile, report: Row, laid_at: datetime
) -> list[tuple[Row, Row]]:
    """Lay the report before each custody holder who took part, and the child from 15."""
    report.update(state=ReportState.FAMILY_REVIEW, review_since=laid_at)
    there = {person["id"] for people in file.present.values() for person in people}
    there |= {person["id"] for _, _, seats in file.meetings for person in seats.persons}
    holders = file.parents()
    reading = [p for p in holders if p["id"] in there] or holders
    readers = [(p, KIN_WORDS[file.home.kind_of(p)]) for p in reading]
    readers += [
        (child, "den unge")
        for child in file.children
        if age_on(child["born_on"], local_day(laid_at)) >= GROWN_FROM
    ]
    return [(_reading(town, report, person, role), person) for person, role in readers]


def _reading(town: Town, report: Row, person: Row, role: str) -> Row:
    return town.book.add(
        "documents.FamilyReading",
        report_id=report["id"],
        person_id=person["id"],
        role=role,
        edition=None,
        how="",
        with_interpreter=False,
        read_at=None,
        noted_by_id=None,
    )


def read(
    town: Town, file: CourseFile, report: Row, reading: Row, read_at: datetime, how: ReadingHow
) -> None:
    """Write that somebody in the family has read the report as it stands."""
    reading.update(
        edition=report["edition"],
        how=how,
        read_at=read_at,
        noted_by_id=None if how is ReadingHow.PORTAL else town.users[file.workers[0]]["id"],
    )


def send(
    town: Town, report: Row, family: Sequence[Row], adviser: str, sent_at: datetime, by: str
) -> None:
    """Send the report to the family and to the referring adviser."""
    report.update(state=ReportState.SENT, sent_at=sent_at, sent_by_id=town.users[by]["id"])
    for person in family:
        _post(town, report, PostChannel.DIGITAL_POST, sent_at, to_person_id=person["id"])
    _post(town, report, PostChannel.INTERNAL, sent_at, to_user_id=town.users[adviser]["id"])


def _post(town: Town, report: Row, channel: PostChannel, at: datetime, **receiver: int) -> None:
    town.book.add(
        "documents.OutgoingPost",
        dossier_id=report["dossier_id"],
        report_id=report["id"],
        title=report["title"],
        **{"to_person_id": None, "to_user_id": None, **receiver},
        channel=channel,
        queued_at=at,
        sent_at=end_of(at, 1),
    )


def remark(town: Town, reading: Row, report: Row, text: str, at: datetime, user: Row) -> None:
    """Write what somebody in the family said to the report, word for word."""
    town.book.add(
        "documents.Remark",
        reading_id=reading["id"],
        edition=report["edition"],
        text=text,
        is_shared=True,
        written_at=at,
        written_by_id=user["id"],
    )
