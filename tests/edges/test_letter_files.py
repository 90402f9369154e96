"""A decision's letters as files: made by a job from the words given, for paper and Word."""

import io

import pypdf
import pytest
from bs4 import BeautifulSoup
from docx import Document

from hjemmebane import clock
from hjemmebane.domain.cases import NotifiedHow
from hjemmebane.edges.jobs.loop import JobLoop
from hjemmebane.records.access.models import LookupPerson
from hjemmebane.records.cases import actions
from hjemmebane.records.cases.models import Decision, DecisionLetter
from hjemmebane.records.documents.models import StoredFile
from tests.cast import World, signed_in
from tests.records.cases_story import a_case, a_decision, fresh

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("free_hand")]


def given(world: World) -> Decision:
    made = a_decision(world, a_case(world), purpose="Rolige aftener hjemme")
    how = NotifiedHow.LETTER
    actions.give_decision(by=fresh(world.anna), decision=made, on=clock.today(), how=how)
    return Decision.objects.select_related("case").get(pk=made.pk)


def page(made: Decision) -> str:
    return f"/sager/{made.case.public_id}/afgoerelse/{made.public_id}/breve/"


def ordered(world: World, made: Decision) -> list[StoredFile]:
    """Return the files, ordered on the page of the letters and made by the job."""
    sent = signed_in(fresh(world.anna)).post(f"{page(made)}filer/")
    assert sent.status_code == 303
    JobLoop().turn()
    done = signed_in(fresh(world.anna)).get(sent["Location"]).content.decode()
    assert f"/breve/{made.public_id}/" in done
    return list(StoredFile.objects.order_by("pk"))


def words_of(client_answer: bytes) -> str:
    if client_answer.startswith(b"%PDF"):
        read = pypdf.PdfReader(io.BytesIO(client_answer))
        return " ".join(" ".join(page.extract_text() for page in read.pages).split())
    found = Document(io.BytesIO(client_answer))
    return "\n".join(paragraph.text for paragraph in found.paragraphs)


def test_each_letter_that_was_given_is_made_as_pdf_and_word_and_fetched_from_its_page(
    world: World,
) -> None:
    made = given(world)
    files = ordered(world, made)
    letters = DecisionLetter.objects.filter(decision=made)
    assert len(files) == 2 * letters.count() > 0
    assert {(row.letter_id, row.for_person_id) for row in files} == set(
        letters.values_list("public_id", "person_id")
    )
    client = signed_in(fresh(world.anna))
    shown = BeautifulSoup(client.get(page(made)).content, "html.parser")
    links = [str(link["href"]) for link in shown.select("a[href*='/rapporter/fil/']")]
    assert len(links) == len(files)
    for link in links:
        answer = client.get(link)
        assert answer["Content-Disposition"].startswith("attachment")
        said = words_of(answer.content)
        assert "Rolige aftener hjemme" in said
        assert "Afgørelse om hjælp til" in said


def test_the_pdf_can_be_read_aloud_and_the_word_file_has_real_headings(world: World) -> None:
    made = given(world)
    ordered(world, made)
    client = signed_in(fresh(world.anna))
    pdf = StoredFile.objects.filter(format="pdf").first()
    word = StoredFile.objects.filter(format="docx").first()
    assert pdf is not None
    assert word is not None
    data = client.get(f"/rapporter/fil/{pdf.public_id}/").content
    read = pypdf.PdfReader(io.BytesIO(data))
    assert "pdfuaid" in read.trailer["/Root"]["/Metadata"].get_data().decode()
    assert read.trailer["/Root"]["/Lang"] == "da"
    found = Document(io.BytesIO(client.get(f"/rapporter/fil/{word.public_id}/").content))
    kinds = [one.style.name for one in found.paragraphs if one.style.name.startswith(("H", "T"))]
    assert kinds[0] == "Title"
    assert kinds.count("Heading 1") > 3


def test_an_old_letter_is_made_as_it_was_given_whatever_is_written_since(world: World) -> None:
    made = given(world)
    Decision.objects.filter(pk=made.pk).update(purpose="Et helt andet formål")
    ordered(world, made)
    for row in StoredFile.objects.all():
        said = words_of(
            signed_in(fresh(world.anna)).get(f"/rapporter/fil/{row.public_id}/").content
        )
        assert "Rolige aftener hjemme" in said
        assert "Et helt andet formål" not in said


def test_a_letter_nobody_has_been_given_yet_is_no_file(world: World) -> None:
    made = a_decision(world, a_case(world))
    client = signed_in(fresh(world.anna))
    assert "Lav brevene som PDF og Word" not in client.get(page(made)).content.decode()
    sent = client.post(f"{page(made)}filer/")
    assert sent.status_code == 422
    assert "Familien har ikke fået brevene endnu" in sent.content.decode()
    assert not StoredFile.objects.exists()


def test_only_those_who_work_on_the_case_fetch_its_letters_and_each_fetch_is_a_look_up(
    world: World,
) -> None:
    made = given(world)
    files = ordered(world, made)
    one = f"/rapporter/fil/{files[0].public_id}/"
    for other in (world.erik, world.dorte, world.kirsten, world.gry, world.pia):
        assert signed_in(fresh(other)).get(one).status_code == 404
    for family in (world.frida, world.jonas):
        assert (
            signed_in(fresh(family)).get(f"/min-side/fil/{files[0].public_id}/").status_code == 404
        )
    before = LookupPerson.objects.latest("pk").pk
    signed_in(fresh(world.anna)).get(one)
    seen = set(LookupPerson.objects.filter(pk__gt=before).values_list("person_id", flat=True))
    assert seen >= {files[0].for_person_id, world.selma.pk}
