"""What a document, a report and its way past the family can be, and the Danish words for it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class DocumentKind(StrEnum):
    """What a stored file is."""

    CLOSING_REPORT = "closing_report"
    LETTER = "letter"
    ATTACHMENT = "attachment"


class FileFormat(StrEnum):
    """The formats a report can be fetched in."""

    PDF = "pdf"
    DOCX = "docx"


class ReportKind(StrEnum):
    """Which report it is."""

    CLOSING = "closing"


class ReportState(StrEnum):
    """A report's three steps; nothing skips the family."""

    DRAFT = "draft"
    FAMILY_REVIEW = "family_review"
    SENT = "sent"


class Section(StrEnum):
    """The three sections of the closing status report."""

    COURSE = "course"
    COOPERATION = "cooperation"
    THEMES = "themes"


class PassageOrigin(StrEnum):
    """Who wrote a passage: drawn from the records, or the worker's own words."""

    DRAWN = "drawn"
    WORKER = "worker"


class ReadingHow(StrEnum):
    """How somebody in the family read the report."""

    PORTAL = "portal"
    DEVICE = "device"
    READ_ALOUD = "read_aloud"
    PAPER = "paper"


class UnreadReason(StrEnum):
    """Why a leader sends a report that not everybody in the family has read."""

    NO_ANSWER = "no_answer"
    DECLINED = "declined"
    CANNOT_BE_REACHED = "cannot_be_reached"
    UNSAFE_TO_CONTACT = "unsafe_to_contact"
    OTHER = "other"


class PostChannel(StrEnum):
    """Which way a document leaves the house."""

    PORTAL = "portal"
    INTERNAL = "internal"
    DIGITAL_POST = "digital_post"
    PAPER = "paper"


class JobKind(StrEnum):
    """Long work that a job does."""

    REPORT_FILES = "report_files"
    LETTER_FILES = "letter_files"
    WHAT_IF = "what_if"


class JobState(StrEnum):
    """Where long work stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


SECTION_TITLES = {
    Section.COURSE: "Forløbet",
    Section.COOPERATION: "Samarbejdet med familien",
    Section.THEMES: "De overordnede temaer",
}
REPORT_STATE_WORDS = {
    ReportState.DRAFT: "Udkast",
    ReportState.FAMILY_REVIEW: "Familien læser",
    ReportState.SENT: "Sendt",
}
READING_HOW_WORDS = {
    ReadingHow.PORTAL: "på sin egen side",
    ReadingHow.DEVICE: "på medarbejderens skærm",
    ReadingHow.READ_ALOUD: "læst højt",
    ReadingHow.PAPER: "på papir",
}
UNREAD_REASON_WORDS = {
    UnreadReason.NO_ANSWER: "Familien har ikke svaret",
    UnreadReason.DECLINED: "Familien ønsker ikke at læse den",
    UnreadReason.CANNOT_BE_REACHED: "Familien kan ikke træffes",
    UnreadReason.UNSAFE_TO_CONTACT: "Det er ikke trygt at tage kontakt",
    UnreadReason.OTHER: "Andet",
}
JOB_STATE_WORDS = {
    JobState.WAITING: "Venter på at gå i gang",
    JobState.RUNNING: "I gang",
    JobState.DONE: "Færdig",
    JobState.FAILED: "Gik i stå",
    JobState.CANCELLED: "Stoppet",
}
MEDIA_TYPES = {
    FileFormat.PDF: "application/pdf",
    FileFormat.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class PrintedPassage:
    """One passage in print; the worker's own words are marked as such."""

    text: str
    is_workers: bool = False


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """One section of a report, ready to be set."""

    title: str
    passages: tuple[PrintedPassage, ...]

    @property
    def paragraphs(self) -> tuple[PrintedPassage, ...]:
        """Return the passages as paragraphs: drawn sentences run on, the worker's stand alone."""
        found: list[PrintedPassage] = []
        for passage in self.passages:
            if found and not passage.is_workers and not found[-1].is_workers:
                found[-1] = PrintedPassage(f"{found[-1].text} {passage.text}")
            else:
                found.append(passage)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """A report as plain words; the jobs set it as PDF and DOCX."""

    title: str
    lead: str
    sections: tuple[PrintedSection, ...]
    remarks: tuple[tuple[str, str], ...]
    readings: tuple[str, ...]
    unread: str = ""
    dated_on: date | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """Return every text that may carry a name."""
        return (
            *(passage.text for section in self.sections for passage in section.passages),
            *(text for remark in self.remarks for text in remark),
            *self.readings,
        )


@dataclass(frozen=True, slots=True)
class PrintedLetter:
    """A letter as it was given, in plain words; the jobs set it as PDF and DOCX."""

    title: str
    receiver: str
    parts: tuple[tuple[str, str], ...]
    given_on: date
    version: str


def has_read_all(editions_read: tuple[int | None, ...], edition: int) -> bool:
    """Return whether each reader has read the report as it stands now (decisions 3)."""
    return bool(editions_read) and all(read == edition for read in editions_read)


def may_send_unread(review_since: datetime | None, now: datetime, wait_days: int) -> bool:
    """Return whether the leader may send although somebody has not read it."""
    return review_since is not None and now >= review_since + timedelta(days=wait_days)
