"""Reports on their way past the family, files kept sealed, long work that can be stopped."""

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project

from hjemmebane import clock
from hjemmebane.domain.documents import (
    FileFormat,
    JobKind,
    JobState,
    PassageOrigin,
    PostChannel,
    ReadingHow,
    ReportState,
    Section,
    UnreadReason,
)
from hjemmebane.domain.refusals import NotVisible, Refused, Stale
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.documents import actions, queries
from hjemmebane.records.documents.models import Report, StoredFile
from hjemmebane.records.documents.vault import DamagedError
from tests.cast import MORNING, World, tie_therapist

COURSE = 77
pytestmark = pytest.mark.django_db


def draft(key: str, text: str, own_of: int | None = None, **more: Any) -> actions.PassageDraft:
    """Return a drawn sentence."""
    section = more.get("section", Section.COURSE)
    return actions.PassageDraft(section, key, text, (("contact", uuid.uuid4()),), own_of)


@pytest.fixture
def report(world: World) -> Report:
    """Return Dorte's draft about Selma's course, with a sentence of each parent's own."""
    tie_therapist(world, "dorte", "selma_case", COURSE)
    drafts = [
        draft("period", "Forløbet begyndte i august."),
        draft("took:frida", "Frida var med hver gang.", world.frida_holm.pk),
        draft("took:jonas", "Jonas var med to gange.", world.jonas_holm.pk),
    ]
    return actions.open_report(
        by=world.dorte,
        dossier=world.dossiers["selma_case"],
        course_id=COURSE,
        title="Afsluttende status",
        drafts=drafts,
    )


@pytest.fixture
def in_review(world: World, report: Report) -> Report:
    """Return the report laid before both parents."""
    readers = [(world.frida_holm.pk, "forælder"), (world.jonas_holm.pk, "forælder")]
    return actions.lay_before_family(by=world.dorte, report=report, readers=readers)


def read_by(world: World, report: Report, *names: str) -> None:
    """Let each of the family's users mark the report as read."""
    for name in names:
        user = world.users[name]
        actions.mark_read(by=user, reading=queries.own_reading(report, user))


def receivers(world: World) -> list[actions.Receiver]:
    """Return both parents and the adviser."""
    return [
        actions.Receiver(PostChannel.PORTAL, person_id=world.frida_holm.pk),
        actions.Receiver(PostChannel.DIGITAL_POST, person_id=world.jonas_holm.pk),
        actions.Receiver(PostChannel.INTERNAL, user_id=world.anna.pk),
    ]


def test_a_course_has_one_closing_report_however_often_it_is_opened(
    world: World, report: Report
) -> None:
    again = actions.open_report(
        by=world.dorte, dossier=report.dossier, course_id=COURSE, title="To", drafts=[]
    )
    assert again.pk == report.pk
    assert len(queries.passages_of(report, world.dorte)) == 3


def test_a_changed_sentence_becomes_the_workers_and_keeps_its_sources(
    world: World, report: Report
) -> None:
    row = queries.passages_of(report, world.dorte)[0]
    passage = queries.get_passage(report, row.public_id)
    actions.edit_passage(by=world.dorte, passage=passage, version=1, text="Vi begyndte i august.")
    changed = queries.passages_of(report, world.dorte)[0]
    assert changed.origin is PassageOrigin.WORKER
    assert changed.sources == row.sources
    with pytest.raises(Stale):
        actions.edit_passage(by=world.dorte, passage=passage, version=1, text="For sent")


def test_drawing_again_keeps_what_the_worker_wrote_and_drops_what_is_gone(
    world: World, report: Report
) -> None:
    first = queries.get_passage(report, queries.passages_of(report, world.dorte)[0].public_id)
    actions.edit_passage(by=world.dorte, passage=first, version=1, text="Mit eget ord.")
    actions.write_passage(by=world.dorte, report=report, section=Section.THEMES, text="Ro.")
    actions.redraw(
        by=world.dorte,
        report=report,
        drafts=[draft("period", "Et nyt træk."), draft("new", "En ny kontakt.")],
    )
    texts = [row.text for row in queries.passages_of(report, world.dorte)]
    assert texts == ["Mit eget ord.", "En ny kontakt.", "Ro."]


@pytest.mark.req("S4-SIH-15")
def test_the_report_is_not_sent_before_each_in_the_family_has_read_it(
    world: World, in_review: Report
) -> None:
    read_by(world, in_review, "frida")
    with pytest.raises(Refused, match="family_has_not_read"):
        actions.send_report(by=world.dorte, report=in_review, receivers=receivers(world))
    in_review.refresh_from_db()
    assert in_review.state == ReportState.FAMILY_REVIEW
    read_by(world, in_review, "jonas")
    actions.send_report(by=world.dorte, report=in_review, receivers=receivers(world))
    assert in_review.state == ReportState.SENT


@pytest.mark.req("S4-SIH-15")
def test_a_text_changed_after_reading_is_read_again_and_remarks_stay(
    world: World, in_review: Report
) -> None:
    frida = queries.own_reading(in_review, world.frida)
    actions.mark_read(by=world.frida, reading=frida, remark="Det var Selma, der sagde det.")
    read_by(world, in_review, "jonas")
    actions.take_back(by=world.dorte, report=in_review)
    actions.write_passage(by=world.dorte, report=in_review, section=Section.COURSE, text="Mere.")
    readers = [(world.frida_holm.pk, "forælder"), (world.jonas_holm.pk, "forælder")]
    actions.lay_before_family(by=world.dorte, report=in_review, readers=readers)
    with pytest.raises(Refused, match="family_has_not_read"):
        actions.send_report(by=world.dorte, report=in_review, receivers=receivers(world))
    rows = queries.readings_of(in_review, world.dorte)
    assert [remark.text for remark in rows[0].remarks] == ["Det var Selma, der sagde det."]
    assert rows[0].has_read_older


@pytest.mark.req("S4-SIH-15")
def test_the_leader_may_send_it_unread_after_the_wait_and_it_says_so(
    world: World, in_review: Report
) -> None:
    given = {
        "report": in_review,
        "receivers": receivers(world),
        "reason": UnreadReason.NO_ANSWER,
        "text": "",
        "wait_days": 14,
    }
    with pytest.raises(Refused, match="not_allowed"):
        actions.send_unread(by=world.dorte, **given)
    with pytest.raises(Refused, match="too_early"):
        actions.send_unread(by=world.camilla, **given)
    with clock.at(MORNING + timedelta(days=14)):
        actions.send_unread(by=world.camilla, **given)
    printed = queries.printed(in_review, world.camilla)
    assert printed.unread == "Rapporten er ikke gennemlæst. Familien har ikke svaret."


def test_reading_aloud_with_an_interpreter_counts_and_is_noted_so(
    world: World, in_review: Report
) -> None:
    for row in queries.readings_of(in_review, world.dorte):
        actions.note_read(
            by=world.dorte,
            reading=queries.get_reading(in_review, row.public_id),
            how=ReadingHow.READ_ALOUD,
            with_interpreter=True,
        )
    words = queries.printed(in_review, world.dorte).readings[0]
    assert words == (
        "Frida Zfrida Holm har læst rapporten den 24. november 2026, læst højt med tolk."
    )


def test_nobody_marks_the_report_read_for_somebody_else(world: World, in_review: Report) -> None:
    reading = queries.own_reading(in_review, world.jonas)
    with pytest.raises(Refused, match="not_allowed"):
        actions.mark_read(by=world.frida, reading=reading)


@pytest.mark.req("S4-SIH-16")
def test_a_sent_report_goes_to_the_family_and_the_referring_adviser(
    world: World, in_review: Report
) -> None:
    read_by(world, in_review, "frida", "jonas")
    actions.send_report(by=world.dorte, report=in_review, receivers=receivers(world))
    post = queries.post_of(in_review, world.dorte)
    assert [row.to for row in post] == [
        "Frida Zfrida Holm",
        "Jonas Zjonas Holm",
        "Anna Lund",
    ]
    assert [row.sent_at is not None for row in post] == [True, False, True]


def test_the_adviser_reads_the_report_only_when_it_is_sent(world: World, in_review: Report) -> None:
    with pytest.raises(NotVisible):
        queries.get_report(in_review.public_id, world.anna)
    assert queries.get_known_report(in_review.public_id, world.anna) == in_review
    read_by(world, in_review, "frida", "jonas")
    actions.send_report(by=world.dorte, report=in_review, receivers=receivers(world))
    assert queries.get_report(in_review.public_id, world.anna) == in_review


@pytest.mark.parametrize("who", ["erik", "esben", "pia", "nadia", "hanne", "lars_user", "ivan"])
def test_others_see_neither_draft_nor_sent_report(
    world: World, in_review: Report, who: str
) -> None:
    tie_therapist(world, "esben", "selma_case", COURSE + 1)
    read_by(world, in_review, "frida", "jonas")
    actions.send_report(by=world.dorte, report=in_review, receivers=receivers(world))
    with pytest.raises(NotVisible):
        queries.get_report(in_review.public_id, world.users[who])


def test_a_draft_is_not_shown_to_the_family(world: World, report: Report) -> None:
    with pytest.raises(NotVisible):
        queries.get_report(report.public_id, world.frida)


def test_one_parents_own_matters_are_never_in_the_others_copy(
    world: World, in_review: Report
) -> None:
    texts = [row.text for row in queries.passages_of(in_review, world.frida)]
    assert texts == ["Forløbet begyndte i august.", "Frida var med hver gang."]
    reading = queries.own_reading(in_review, world.jonas)
    actions.mark_read(by=world.jonas, reading=reading, remark="Kun til jer.")
    printed = queries.printed(in_review, world.dorte, world.frida_holm.pk)
    assert "Jonas" not in str(printed)
    assert "Kun til jer." not in str(printed)
    assert "Kun til jer." in str(queries.printed(in_review, world.dorte))


def test_a_stored_file_lies_sealed_and_comes_back_whole(world: World, report: Report) -> None:
    stored = actions.store_file(
        by=SYSTEM, report=report, format_=FileFormat.PDF, data=b"Forl\xc3\xb8bet begyndte"
    )
    raw = (Path(project.FILES_DIR) / stored.path).read_bytes()
    assert b"begyndte" not in raw
    assert queries.fetch_file(stored.public_id, world.dorte)[1] == b"Forl\xc3\xb8bet begyndte"


def test_a_file_that_was_altered_on_disk_is_never_handed_out(world: World, report: Report) -> None:
    first = actions.store_file(by=SYSTEM, report=report, format_=FileFormat.PDF, data=b"en")
    (Path(project.FILES_DIR) / first.path).unlink()
    with pytest.raises(DamagedError):
        queries.fetch_file(first.public_id, world.dorte)


def test_each_in_the_family_fetches_their_own_copy_only(world: World, in_review: Report) -> None:
    copies: dict[str, StoredFile] = {
        name: actions.store_file(
            by=SYSTEM,
            report=in_review,
            format_=FileFormat.PDF,
            data=name.encode(),
            for_person_id=world.persons[f"{name}_holm"].pk,
        )
        for name in ("frida", "jonas")
    }
    whole = actions.store_file(by=SYSTEM, report=in_review, format_=FileFormat.PDF, data=b"alt")
    assert queries.fetch_file(copies["frida"].public_id, world.frida)[1] == b"frida"
    for other in (copies["jonas"], whole):
        with pytest.raises(NotVisible):
            queries.fetch_file(other.public_id, world.frida)


def test_a_job_that_has_not_begun_stops_at_once(world: World, report: Report) -> None:
    job = actions.order_job(by=world.dorte, kind=JobKind.REPORT_FILES, subject=report)
    assert actions.order_job(by=world.dorte, kind=JobKind.REPORT_FILES, subject=report) == job
    actions.cancel_job(by=world.dorte, job=job)
    assert job.state == JobState.CANCELLED
    assert not actions.start_job(by=SYSTEM, job=job)


def test_a_running_job_is_told_to_stop_between_its_steps(world: World, report: Report) -> None:
    job = actions.order_job(by=world.dorte, kind=JobKind.REPORT_FILES, subject=report)
    assert actions.start_job(by=SYSTEM, job=job)
    assert actions.report_progress(by=SYSTEM, job=job, percent=20, step="Laver PDF")
    actions.cancel_job(by=world.dorte, job=job)
    assert not actions.report_progress(by=SYSTEM, job=job, percent=40, step="Laver Word")


def test_long_work_is_seen_by_the_one_who_ordered_it(world: World, report: Report) -> None:
    job = actions.order_job(by=world.dorte, kind=JobKind.REPORT_FILES, subject=report)
    with pytest.raises(NotVisible):
        queries.get_job(job.public_id, world.esben)
    with pytest.raises(Refused, match="not_allowed"):
        actions.cancel_job(by=world.esben, job=job)
