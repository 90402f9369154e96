"""A programme in plain Danish, for the catalogue and the page families read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hjemmebane.domain.access import Register
from hjemmebane.domain.contacts import PARTY_WORDS
from hjemmebane.domain.programmes import (
    EVIDENCE_WORDS,
    FIDELITY_WORDS,
    RHYTHM_WORDS,
    FidelityPoint,
    LegalBasis,
    Milestone,
    Programme,
    Role,
)
from hjemmebane.domain.prose_dates import listed, numeric, short_full


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines."""

    title: str
    lines: tuple[str, ...]


def describe(programme: Programme, on: date) -> tuple[Section, ...]:
    """Return the whole programme in words, as it is offered on the day."""
    sections = (
        Section("Kort fortalt", (programme.purpose,)),
        Section("Hvornår er det relevant?", (programme.relevant,)),
        Section("Sådan er forløbet", (programme.runs, *_frame(programme))),
        Section("Faser", tuple(_phases(programme))),
        Section("Spor", tuple(_tracks(programme))),
        Section(
            "Det skal ske undervejs", tuple(_milestone(m, programme) for m in programme.milestones)
        ),
        Section("Det ser vi forløbet efter", tuple(_point(item) for item in programme.fidelity)),
        Section("Hvor", tuple(item.title for item in programme.settings)),
        Section("Hvordan", tuple(item.title for item in programme.methods)),
        Section("Hvem", tuple(_role(role) for role in programme.roles)),
        Section("Sådan slutter det", (programme.ends, *_closing(programme))),
        Section("Lovgrundlag", tuple(_laws(programme, on))),
        Section("Viden og kilde", tuple(_provenance(programme))),
        Section("Eksempler", tuple(example.title for example in programme.examples)),
    )
    return tuple(section for section in sections if section.lines)


def _frame(programme: Programme) -> Iterable[str]:
    weeks = programme.duration_weeks
    yield f"Varer {weeks} uger." if weeks else "Ingen fast længde."
    if programme.contacts:
        frame = programme.contacts
        yield (
            f"Højst {frame.most} kontakter. Systemet siger til ved {frame.warn_at}. "
            f"En forlængelse aftales med {frame.extended_by}."
        )
    if programme.network_meetings:
        yield f"{programme.network_meetings} netværksmøder."
    yield f"{RHYTHM_WORDS[programme.rhythm.kind]}."
    for step in programme.rhythm.steps:
        yield f"Fra kontakt {step.from_contact}: cirka hver {step.days}. dag."


def _phases(programme: Programme) -> Iterable[str]:
    for number, phase in enumerate(programme.phases, start=1):
        yield f"{number}. {phase.title}, uge {phase.from_week}–{phase.to_week}: {phase.about}"


def _tracks(programme: Programme) -> Iterable[str]:
    for track in programme.tracks:
        works = listed(f"{w.title} (uge {w.from_week}–{w.to_week})" for w in track.works)
        yield f"{track.title}: {track.about}" + (f" Planlagt: {works}." if works else "")


def _milestone(item: Milestone, programme: Programme) -> str:
    phase = programme.phase(item.ends_phase)
    if item.week:
        when = f"senest i slutningen af uge {item.week}"
    elif phase:
        when = f"sidst i fasen {phase.title}"
    else:
        when = "før forløbet slutter"
    parties = listed(PARTY_WORDS[party] for party in item.parties)
    return f"{item.title}, {when}" + (f", med {parties}" if parties else "") + f". {item.why}"


def _point(item: FidelityPoint) -> str:
    often = "hver uge" if item.every_weeks == 1 else f"hver {item.every_weeks}. uge"
    what = FIDELITY_WORDS[item.kind]
    return f"{item.title}: mindst {item.least} {what} {often}. Kilde: {item.source}."


def _role(role: Role) -> str:
    count = str(role.least) if role.least == role.most else f"{role.least}–{role.most}"
    return f"{count} {role.title}" + (" (besøger familien)" if role.visits else "")


def _closing(programme: Programme) -> Iterable[str]:
    if programme.outcomes:
        yield f"Der træffes et valg: {listed(item.title.lower() for item in programme.outcomes)}."
    if programme.closing_report:
        yield "Der skrives en afsluttende status, som familien læser, før den sendes."


def _laws(programme: Programme, on: date) -> Iterable[str]:
    if programme.register is Register.PREVENTION:
        yield "Frivilligt. Der oprettes ikke en sag, og der træffes ingen afgørelse."
    else:
        yield "Kræver en sag og en afgørelse."
    current = programme.legal_basis_on(on)
    for basis in sorted(programme.legal_bases, key=lambda item: item is not current):
        yield _law(basis)
    yield f"Trin {programme.ladder_step} på indsatstrappen."


def _law(basis: LegalBasis) -> str:
    until = f" til {numeric(basis.valid_to)}" if basis.valid_to else ""
    return f"{basis.law} {basis.reference} (fra {numeric(basis.valid_from)}{until})"


def _provenance(programme: Programme) -> Iterable[str]:
    yield f"{EVIDENCE_WORDS[programme.evidence.level]}. {programme.evidence.words}"
    yield f"Kilde: {programme.source.title}, {programme.source.place}."
    until = f" til {short_full(programme.valid_to)}" if programme.valid_to else ""
    since = f"gælder fra {short_full(programme.valid_from)}{until}"
    yield f"{programme.title}, version {programme.version}, {since}."
    yield f"Ejer: {programme.owner}. Ses efter senest {short_full(programme.review_on)}."
