"""A report or a letter as a tagged PDF that a screen reader can read (PDF/UA-1)."""

from django.template.loader import render_to_string
from weasyprint import HTML

from hjemmebane.domain.documents import PrintedLetter, PrintedReport

VARIANT = "pdf/ua-1"


class OutsideError(Exception):
    """The page asked for something outside itself."""


def pdf_of(report: PrintedReport) -> bytes:
    """Return the report as PDF."""
    return _set(render_to_string("jobs/report.html", {"report": report}))


def letter_pdf(letter: PrintedLetter) -> bytes:
    """Return a letter as PDF."""
    return _set(render_to_string("jobs/letter.html", {"letter": letter}))


def _set(page: str) -> bytes:
    return bytes(HTML(string=page, url_fetcher=_nothing).write_pdf(pdf_variant=VARIANT))


def _nothing(url: str, *args: object, **kwargs: object) -> dict[str, object]:
    """Refuse every address: a family's words may never make the house call another."""
    raise OutsideError(url)
