"""What stands around the family: marks, story, team, network, contacts, tasks, consents, looks."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from hjemmebane.domain.access import DossierKind
from hjemmebane.domain.contacts import CONTACT_STATE_WORDS, ContactState
from hjemmebane.domain.documents import ReportState
from hjemmebane.domain.people import PARENT_ROLES, Masked
from hjemmebane.domain.story import StoryHeard
from hjemmebane.edges.staff.families.lanes import course_href
from hjemmebane.edges.staff.families.reading import LOOK_DAYS, FamilyRead, first_name
from hjemmebane.edges.staff.reports.rows import report_steps
from hjemmebane.records.cases.queries.family import FamilyCase, FamilyTask
from hjemmebane.records.courses.queries.family import FamilyContact
from hjemmebane.records.people.queries import FamilyConsent
from hjemmebane.ui.rows import DocumentRow, Happening, LookUp, Mark, PersonRow
from hjemmebane.ui.words import (
    clock_time,
    count,
    listing,
    moment,
    near_day,
    short_date,
    short_day,
)

CONTACTS_SHOWN = 5
EXCERPT = 160
TASK_HEADERS = ("Hvem", "Gør hvad", "Sammen med", "Hvornår", "Står")


@dataclass(frozen=True)
class Story:
    """A case story, whether the family has agreed to it, and where it is written."""

    text: str
    agreed: str
    read_by: tuple[str, ...]
    href: str
    read_href: str


@dataclass(frozen=True)
class TaskLine:
    """One task of the coordination plan, in ready words."""

    who: str
    unit: str
    what: str
    how: str
    together_with: str
    when: str
    state: str
    href: str
    is_late: bool


@dataclass(frozen=True)
class HomeLine:
    """A home: its address, or a mask with the way to see it with a reason."""

    label: str
    address: str
    is_masked: bool
    residents: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class ConsentLine:
    """A consent in one sentence, and whether it still holds."""

    what: str
    to: str
    about: str
    until: str
    href: str
    is_valid: bool


def marks(read: FamilyRead) -> tuple[Mark, ...]:
    """Return the limits on access and sharing that apply, each in words."""
    view, found = read.view, []
    if any(dossier.is_restricted for dossier in view.dossiers):
        workers = len({row.user_id for row in read.team})
        found.append(Mark("Lukket kreds", f"kun de {workers} omkring familien kan se det"))
    hidden = [first_name(card) for card in view.members if card.is_protected]
    if hidden:
        found.append(Mark("Beskyttet", f"{listing(hidden)}. Adressen vises kun mod en grund"))
    if len(view.homes) > 1:
        labels = listing([home.label for home in view.homes])
        found.append(Mark(count(len(view.homes), "hjem", "hjem"), labels, "home"))
    for card in view.members:
        if card.needs_interpreter:
            words = f"{first_name(card)}, {card.language}"
            found.append(Mark("Tolk", words, "chat"))
        if card.companion:
            found.append(Mark("Bisidder", f"{card.companion} for {first_name(card)}", "persons"))
    valid = [row for row in read.consents if row.is_valid]
    found += _not_shared(read)
    if valid:
        found.append(Mark("Deles med samtykke", listing(_units(valid)), "check"))
    return tuple(found)


def _not_shared(read: FamilyRead) -> list[Mark]:
    """Return from whom a part of the children's record is kept, since they are no party to it."""
    found = []
    for dossier in read.view.dossiers:
        if dossier.kind != DossierKind.CASE or dossier.is_closed:
            continue
        kept = [
            first_name(card)
            for card in read.view.members
            if read.view.roles.get(card.id) in PARENT_ROLES
            and dossier.id not in read.view.party_of.get(card.id, ())
        ]
        if kept:
            words = f"sagen om {read.first_name(dossier.child_id)}"
            found.append(Mark(f"Deles ikke med {listing(kept)}", words, "visibility-off"))
    return found


def _units(rows: list[FamilyConsent]) -> list[str]:
    return list(dict.fromkeys(row.to_unit for row in rows))


def stories(read: FamilyRead) -> tuple[Story, ...]:
    """Return the family's story once, also where several children have a case."""
    found: dict[str, Story] = {}
    for case in read.cases:
        if case.story and case.closed_at is None:
            found.setdefault(case.story, _story(case, read))
    return tuple(found.values())


def _story(case: FamilyCase, read: FamilyRead) -> Story:
    on, read_by = case.story_agreed_on, _read_by(case, read)
    agreed = (
        ""
        if read_by
        else f"Læst og godkendt af familien {short_date(on)}"
        if on
        else "Ikke læst med familien endnu"
    )
    href = reverse("staff:case_story", args=[case.public_id]) if case.may_work else ""
    read_href = reverse("staff:case_story_read", args=[case.public_id]) if case.may_work else ""
    return Story(case.story, agreed, read_by, href, read_href)


def _read_by(case: FamilyCase, read: FamilyRead) -> tuple[str, ...]:
    """Return who has read the story as it stands, grouped by what they said to it."""
    lines = []
    for heard in StoryHeard:
        rows = [r for r in read.readings if r.dossier_id == case.dossier_id and r.heard is heard]
        who = [f"{read.first_name(row.person_id)} {short_day(row.read_on)}" for row in rows]
        notes = [row.note for row in rows if row.note]
        if who:
            words = f"{heard.label}: {listing(who)}"
            lines.append(" · ".join([words, *notes]))
    return tuple(lines)


def team(read: FamilyRead) -> tuple[PersonRow, ...]:
    """Return who works around the family, as what and since when."""
    return tuple(
        PersonRow(
            row.name,
            ", ".join(word for word in (row.title, row.unit_name) if word),
            f"siden {short_date(row.from_on)}",
        )
        for row in read.team
    )


def courses(read: FamilyRead) -> tuple[Happening, ...]:
    """Return the courses, running ones first, each with where it is."""
    ordered = sorted(read.courses, key=lambda course: not course.is_running)
    return tuple(
        Happening(
            short_day(course.started_on),
            course.title,
            course.week_words
            if course.is_running
            else f"sluttede {short_date(course.ended_on)}"
            if course.ended_on
            else "",
            course_href(course),
        )
        for course in ordered
    )


def contacts(read: FamilyRead) -> tuple[Happening, ...]:
    """Return the latest contacts; a reader who may not read notes sees that they were held."""
    past = [row for row in read.contacts if row.starts_at <= read.now]
    return tuple(_contact(row, read) for row in past[:CONTACTS_SHOWN])


def signposts(read: FamilyRead) -> tuple[Happening, ...]:
    """Return to whom the family was helped on at an informal contact, and what it said to it."""
    return tuple(
        Happening(short_date(row.given_on), row.to, f"{row.why}. {row.family_agreed.words}")
        for row in read.signposts[:CONTACTS_SHOWN]
    )


def _contact(row: FamilyContact, read: FamilyRead) -> Happening:
    workers = listing([name.split()[0] for name in row.workers])
    title = f"{row.place}, {workers}" if workers else row.place
    if row.is_formal:
        title = f"Formel opfølgning: {title}"
    detail = _excerpt(row.note) or row.agreed_next
    if row.state is not ContactState.HELD:
        words = CONTACT_STATE_WORDS[row.state]
        words = "notat mangler" if row.state is ContactState.PLANNED else words
        detail = " · ".join(word for word in (words, row.cancel_words) if word).capitalize()
    when = f"{near_day(row.starts_at, read.today).capitalize()} {clock_time(row.starts_at)}"
    return Happening(when, title, detail, reverse("staff:contact", args=[row.public_id]))


def _excerpt(text: str) -> str:
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT].rsplit(' ', 1)[0]} …"


def tasks(read: FamilyRead) -> tuple[TaskLine, ...]:
    """Return who does what, across all who work with the family."""
    return tuple(_task(row, read) for row in read.tasks)


def _task(row: FamilyTask, read: FamilyRead) -> TaskLine:
    who = row.owner or read.first_name(row.person_id) or row.owner_unit
    when = row.when_text or (short_date(row.due_on) if row.due_on else "")
    is_late = row.done_at is None and row.due_on is not None and row.due_on < read.today
    state = (
        f"Færdig {short_day(row.done_at)}" if row.done_at else "Over tiden" if is_late else "Åben"
    )
    return TaskLine(
        who=who,
        unit=row.owner_unit if row.owner_unit != who else "",
        what=row.what,
        how=row.how,
        together_with=row.together_with,
        when=when,
        state=state if row.is_active else f"{state} · planen er et udkast",
        href=reverse("staff:coordination", args=[row.case_public_id]),
        is_late=is_late,
    )


def homes(read: FamilyRead) -> tuple[HomeLine, ...]:
    """Return the homes; a protected address is a mask that leads to where it can be revealed."""
    return tuple(
        HomeLine(
            home.label,
            str(home.address),
            isinstance(home.address, Masked),
            tuple(
                (str(card.name), share, reverse("staff:person", args=[card.public_id]))
                for card, share in home.residents
            ),
        )
        for home in read.view.homes
    )


def consents(read: FamilyRead) -> tuple[ConsentLine, ...]:
    """Return the consents, those that hold first."""
    lines = []
    for row in sorted(read.consents, key=lambda row: not row.is_valid):
        about = read.card(row.about_id)
        lines.append(
            ConsentLine(
                row.what,
                " ved ".join(word for word in (row.to_whom, row.to_unit) if word),
                read.first_name(row.about_id),
                f"til {short_date(row.until_on)}"
                if row.is_valid
                else _ended(row.until_on, read.today),
                reverse("staff:person", args=[about.public_id]) if about else "",
                row.is_valid,
            )
        )
    return tuple(lines)


def _ended(until: date, today: date) -> str:
    return f"udløb {short_date(until)}" if until < today else "trukket tilbage"


def documents(read: FamilyRead) -> tuple[DocumentRow, ...]:
    """Return the reports with how far each is on its way past the family."""
    return tuple(
        DocumentRow(
            title=row.title,
            steps=report_steps(row.state),
            text=_document_words(row.state, row.sent_at, row.read, row.readers),
            href=reverse("staff:report", args=[row.public_id]) if row.may_open else "",
        )
        for row in read.reports
    )


def _document_words(
    state: ReportState, sent_at: datetime | None, read_by: int, readers: int
) -> str:
    if state is ReportState.SENT and sent_at:
        return f"Sendt {short_date(sent_at)}"
    if state is ReportState.FAMILY_REVIEW:
        return f"{read_by} af {readers} i familien har læst den"
    return "Skrives"


def looks(read: FamilyRead) -> tuple[LookUp, ...]:
    """Return the latest looks by role and unit; never a name."""
    return tuple(
        LookUp(
            ", ".join(word for word in (row.role, row.unit) if word) or "Systemet",
            moment(row.at),
            "afvist opslag" if row.is_refused else "",
        )
        for row in read.looks.latest
    )


def looks_note(read: FamilyRead) -> str:
    """Return how many have looked at the family lately."""
    seen = read.looks
    words = f"Set af {count(seen.readers, 'person', 'personer')} de sidste {LOOK_DAYS} dage"
    return words + (f" · {count(seen.refused, 'afvist', 'afviste')} opslag" if seen.refused else "")
