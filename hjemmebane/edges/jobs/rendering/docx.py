"""A report or a letter as DOCX with real headings and its language set."""

from io import BytesIO

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from hjemmebane.domain.documents import PrintedLetter, PrintedReport, PrintedSection
from hjemmebane.domain.prose_dates import full

FONT = "IBM Plex Sans"
BODY_SIZE = 11


def docx_of(report: PrintedReport) -> bytes:
    """Return the report as DOCX."""
    document = Document()
    _prepare(document, report.title)
    document.add_heading(report.title, level=0)
    document.add_paragraph(report.lead)
    if report.dated_on:
        document.add_paragraph(full(report.dated_on))
    if report.unread:
        document.add_paragraph().add_run(report.unread).bold = True
    for section in report.sections:
        _section(document, section)
    if report.remarks:
        document.add_heading("Familiens egne ord", level=1)
        for who, text in report.remarks:
            document.add_heading(who, level=2)
            document.add_paragraph(text, style="Intense Quote")
    document.add_heading("Hvem har læst rapporten", level=1)
    for words in report.readings:
        document.add_paragraph(words, style="List Bullet")
    return _saved(document)


def letter_docx(letter: PrintedLetter) -> bytes:
    """Return a letter as DOCX."""
    document = Document()
    _prepare(document, letter.title)
    document.add_paragraph(letter.receiver)
    document.add_paragraph(full(letter.given_on))
    document.add_heading(letter.title, level=0)
    for heading, text in letter.parts:
        document.add_heading(heading, level=1)
        for line in text.split("\n"):
            document.add_paragraph(line)
    return _saved(document)


def _saved(document: DocumentType) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _section(document: DocumentType, section: PrintedSection) -> None:
    document.add_heading(section.title, level=1)
    for passage in section.paragraphs:
        paragraph = document.add_paragraph()
        if passage.is_workers:
            paragraph.add_run("Medarbejderens egne ord: ").bold = True
        paragraph.add_run(passage.text)


def _prepare(document: DocumentType, title: str) -> None:
    document.core_properties.title = title
    document.core_properties.language = "da-DK"
    document.core_properties.author = "Hjemmebane"
    document.core_properties.comments = ""
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(BODY_SIZE)
    # The language goes on the style itself, so that a screen reader pronounces it as Danish.
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "da-DK")
    style.element.get_or_add_rPr().append(language)
