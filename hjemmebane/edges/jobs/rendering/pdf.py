"""A report as a tagged PDF that a screen reader can read (PDF/UA-1)."""

from django.template.loader import render_to_string
from weasyprint import HTML

from hjemmebane.domain.documents import PrintedReport

VARIANT = "pdf/ua-1"


class OutsideError(Exception):
    """The page asked for something outside itself."""


def pdf_of(report: PrintedReport) -> bytes:
    """Return the report as PDF."""
    page = render_to_string("jobs/report.html", {"report": report})
    return bytes(HTML(string=page, url_fetcher=_nothing).write_pdf(pdf_variant=VARIANT))


def _nothing(url: str, *args: object, **kwargs: object) -> dict[str, object]:
    """Refuse every address: a family's words may never make the house call another."""
    raise OutsideError(url)
