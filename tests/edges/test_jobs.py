"""The job process: files that can be read aloud, progress, stopping, sealing, recovery."""

import errno
import io
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from typing import Any

import pypdf
import pytest
from django.conf import settings as project
from docx import Document

from hjemmebane import clock
from hjemmebane.domain.documents import (
    FileFormat,
    JobKind,
    JobState,
    PrintedPassage,
    PrintedReport,
    PrintedSection,
    Section,
)
from hjemmebane.edges.jobs.loop import SEAL_EVERY_SECONDS, JobLoop, free_stuck
from hjemmebane.edges.jobs.rendering.docx import docx_of
from hjemmebane.edges.jobs.rendering.pdf import OutsideError, pdf_of
from hjemmebane.edges.jobs.tasks import MAKERS
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.actions import close_user
from hjemmebane.records.access.chains import Chain
from hjemmebane.records.access.models import AuditLine, AuditSeal, LookupPerson
from hjemmebane.records.documents import actions, queries
from hjemmebane.records.documents.models import JobProgress, Report, StoredFile
from tests.cast import MORNING, World, signed_in, tie_therapist

COURSE = 77

REPORT = PrintedReport(
    title="Afsluttende status: Støtte i hjemmet",
    lead="Skrevet til familien.",
    sections=(
        PrintedSection(
            "Forløbet",
            (
                PrintedPassage("Forløbet begyndte i august."),
                PrintedPassage("Vi mødtes tre gange."),
                PrintedPassage("I har arbejdet hårdt.", is_workers=True),
            ),
        ),
    ),
    remarks=(("Frida skriver", "Det var Selma, der sagde det."),),
    readings=("Frida har læst rapporten.",),
    unread="Rapporten er ikke gennemlæst. Familien har ikke svaret.",
    dated_on=MORNING.date(),
)


def pdf_text(data: bytes) -> str:
    """Return the words of a PDF."""
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def test_the_pdf_is_tagged_and_says_everything() -> None:
    data = pdf_of(REPORT)
    root = pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "da"
    assert "/StructTreeRoot" in root
    text = " ".join(pdf_text(data).split())
    assert "Forløbet begyndte i august. Vi mødtes tre gange." in text
    assert "Medarbejderens egne ord: I har arbejdet hårdt." in text
    assert "ikke gennemlæst" in text
    assert "Det var Selma, der sagde det." in text


def test_the_docx_has_real_headings_and_its_language() -> None:
    document = Document(io.BytesIO(docx_of(REPORT)))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [
        "Forløbet",
        "Familiens egne ord",
        "Frida skriver",
        "Hvem har læst rapporten",
    ]
    assert "da-DK" in document.styles["Normal"].element.xml


def test_words_that_look_like_a_page_reach_nothing_outside() -> None:
    trick = PrintedSection("Forløbet", (PrintedPassage('<img src="http://192.0.2.1/x.png">'),))
    report = PrintedReport("Titel", "", (trick,), (), ())
    try:
        text = pdf_text(pdf_of(report))
    except OutsideError:  # pragma: no cover - the words were taken for a page
        pytest.fail("the family's words were taken for a page")
    assert "192.0.2.1" in text


@pytest.fixture
def report(world: World) -> Report:
    """Return a draft of Dorte's, laid before both parents."""
    tie_therapist(world, "dorte", "selma_case", COURSE)
    drafts = [
        actions.PassageDraft(Section.COURSE, "period", "Forløbet begyndte.", ()),
        actions.PassageDraft(Section.COURSE, "j", "Zjonas var med.", (), world.jonas_holm.pk),
    ]
    made = actions.open_report(
        by=world.dorte,
        dossier=world.dossiers["selma_case"],
        course_id=COURSE,
        title="Afsluttende status",
        drafts=drafts,
    )
    readers = [(world.frida_holm.pk, "forælder"), (world.jonas_holm.pk, "forælder")]
    return actions.lay_before_family(by=world.dorte, report=made, readers=readers)


def ordered(world: World, report: Report) -> JobProgress:
    """Return the job that Dorte ordered."""
    return actions.order_job(by=world.dorte, kind=JobKind.REPORT_FILES, subject=report)


@pytest.mark.django_db(transaction=True)
def test_the_job_makes_the_whole_and_a_copy_for_each_reader(world: World, report: Report) -> None:
    job = ordered(world, report)
    JobLoop().turn()
    job.refresh_from_db()
    assert (job.state, job.percent) == (JobState.DONE, 100)
    files = {(row.for_person_id, row.format): row for row in StoredFile.objects.all()}
    assert len(files) == 6
    fridas = files[world.frida_holm.pk, "pdf"]
    assert "Zjonas" not in pdf_text(queries.fetch_file(fridas.public_id, world.frida)[1])
    whole = files[None, "pdf"]
    assert "Zjonas" in pdf_text(queries.fetch_file(whole.public_id, world.dorte)[1])


@pytest.mark.django_db(transaction=True)
def test_what_a_job_reads_is_a_look_up_of_those_it_names(world: World, report: Report) -> None:
    ordered(world, report)
    JobLoop().turn()
    seen = LookupPerson.objects.filter(request__route="job:report")
    assert {row.person_id for row in seen} == {world.frida_holm.pk, world.jonas_holm.pk}
    assert {row.request.user for row in seen} == {world.dorte}


@pytest.mark.django_db(transaction=True)
def test_the_job_says_who_ordered_it_and_its_lines_are_sealed(world: World, report: Report) -> None:
    ordered(world, report)
    JobLoop().turn()
    line = AuditLine.objects.filter(action="file.store").order_by("-pk")[0]
    assert (line.by_id, line.ordered_by_id) == (None, world.dorte.pk)
    assert AuditSeal.objects.count() > 0


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_process_died_is_tried_again_and_given_up_in_the_end(
    world: World, report: Report
) -> None:
    job = ordered(world, report)
    for _ in range(3):
        actions.start_job(by=SYSTEM, job=job)
        with clock.at(MORNING + timedelta(minutes=6)):
            assert free_stuck() == 1
        job.refresh_from_db()
    assert job.state == JobState.FAILED


@pytest.mark.django_db(transaction=True)
def test_a_job_taken_up_again_makes_only_the_files_that_are_missing(
    world: World, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, word = ordered(world, report), MAKERS[FileFormat.DOCX]

    def full(copy: PrintedReport) -> bytes:
        if StoredFile.objects.count() == 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        return word(copy)

    monkeypatch.setitem(MAKERS, FileFormat.DOCX, full)
    JobLoop().turn()
    assert StoredFile.objects.count() == 3
    monkeypatch.setitem(MAKERS, FileFormat.DOCX, word)
    with clock.at(MORNING + timedelta(minutes=6)):
        assert free_stuck() == 1
        JobLoop().turn()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 2)
    made = list(StoredFile.objects.values_list("for_person_id", "format"))
    assert len(made) == len(set(made)) == 6
    named = LookupPerson.objects.filter(request__route="job:report").values_list("person_id")
    assert (world.jonas_holm.pk,) in named


@pytest.mark.django_db(transaction=True)
def test_a_job_nobody_may_see_the_report_of_any_more_makes_no_file(
    world: World, report: Report, free_hand: None
) -> None:
    job = ordered(world, report)
    world.dorte.roles.model.objects.filter(user=world.dorte).update(to_on=MORNING.date())
    report.dossier.ties.filter(user=world.dorte).update(to_on=MORNING.date() - timedelta(days=1))
    JobLoop().turn()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_the_progress_page_is_for_the_one_who_ordered(world: World, report: Report) -> None:
    job = ordered(world, report)
    page = signed_in(world.dorte).get(f"/job/{job.public_id}/")
    assert "Venter på at gå i gang" in page.content.decode()
    assert signed_in(world.esben).get(f"/job/{job.public_id}/").status_code == 404
    stopped = signed_in(world.dorte).post(f"/job/{job.public_id}/stop/")
    assert stopped.status_code == 303
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED


@pytest.mark.django_db
def test_the_progress_part_is_the_same_as_in_the_page(world: World, report: Report) -> None:
    job = ordered(world, report)
    browser = signed_in(world.dorte)
    part = browser.get(f"/job/{job.public_id}/", headers={"HX-Request": "true"})
    assert "<h1" not in part.content.decode()
    assert 'role="status"' in part.content.decode()


def test_the_process_ends_cleanly_when_told_to(tmp_path: Any) -> None:
    surroundings = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "HJEMMEBANE_VAR": str(tmp_path),
        "HJEMMEBANE_KEYS": str(tmp_path / "keys"),
    }
    surroundings.pop("DATABASE_URL", None)
    run = [sys.executable, "-m", "django"]
    subprocess.run(
        [*run, "migrate", "--verbosity", "0"], env=surroundings, check=True, cwd=project.BASE_DIR
    )
    with subprocess.Popen(
        [*run, "jobs", "--interval", "0.1"],
        env=surroundings,
        cwd=project.BASE_DIR,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        for line in process.stderr:
            if "jobs started" in line:
                break
        time.sleep(0.3)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
        assert "jobs stopped" in process.stderr.read()


@pytest.mark.django_db(transaction=True)  # a turn lets go of the connection it had
def test_a_clock_set_back_by_hours_does_not_stop_the_sealing_as_long(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = [1000.0]
    monkeypatch.setattr("hjemmebane.edges.jobs.loop.time.monotonic", lambda: seconds[0])
    loop = JobLoop()
    with clock.at(clock.now() + timedelta(hours=5)):
        loop.turn()
    seals = AuditSeal.objects.count()
    close_user(by=SYSTEM, user=world.bo, on=clock.today())
    loop.turn()
    assert AuditSeal.objects.count() == seals
    seconds[0] += SEAL_EVERY_SECONDS
    loop.turn()
    newest = AuditLine.objects.latest("pk").pk
    assert AuditSeal.objects.count() > seals
    assert AuditSeal.objects.filter(chain=Chain.WRITE).latest("pk").last_line == newest
