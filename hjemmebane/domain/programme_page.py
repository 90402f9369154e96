"""A programme in plain Danish, for the catalogue and the page families read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from hjemmebane.domain.access import Register
from hjemmebane.domain.allocation import Need
from hjemmebane.domain.contacts import PARTY_WORDS
from hjemmebane.domain.programme_lock import local_parts
from hjemmebane.domain.programme_parts import (
    ASK_WORDS,
    CRITERION_WORDS,
    DOUBT_WORDS,
    FORM_WORDS,
    STARTUP_WORDS,
    Asking,
    Element,
    Measured,
    Setting,
    WorkMethod,
)
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


def describe(
    programme: Programme, on: date, titles: Mapping[str, str] | None = None
) -> tuple[Section, ...]:
    """Return the whole programme in words, as it is offered on the day.

    `titles` are what the families call the instruments, by key.
    """
    titles = titles or {}
    sections = (
        Section("Kort fortalt", (programme.purpose,)),
        Section("Hvornår er det relevant?", (programme.relevant, *_target(programme))),
        Section("Overvej noget andet, hvis", tuple(_doubts(programme))),
        Section("Sådan er forløbet", (programme.runs, *_frame(programme))),
        Section("Det langsigtede mål", tuple(item.title for item in programme.aims)),
        Section("Formålet måles på", tuple(_measured(item) for item in programme.measured)),
        Section("Kerneelementer", tuple(_elements(programme))),
        Section("Faser", tuple(_phases(programme))),
        Section("Spor", tuple(_tracks(programme))),
        Section(
            "Det skal ske undervejs", tuple(_milestone(m, programme) for m in programme.milestones)
        ),
        Section("Det skriver vi ned undervejs", tuple(_topics(programme))),
        Section("Det spørger vi om", tuple(_asking(item, titles) for item in programme.askings)),
        Section("Det ser vi forløbet efter", tuple(_point(item) for item in programme.fidelity)),
        Section("Hvor", tuple(_setting(item) for item in programme.settings)),
        Section("Hvordan", tuple(_method(item) for item in programme.methods)),
        Section("Hvem", tuple(_team(programme))),
        Section("Sådan slutter det", (programme.ends, *_closing(programme))),
        Section("Lovgrundlag", tuple(_laws(programme, on))),
        Section("Før I begynder at bruge det", tuple(_startup(programme))),
        Section("Fast og frit", tuple(_lock(programme))),
        Section("Viden og kilde", tuple(_provenance(programme))),
        Section("Eksempler", tuple(example.title for example in programme.examples)),
    )
    return tuple(section for section in sections if section.lines)


def _target(programme: Programme) -> Iterable[str]:
    for item in programme.criteria:
        yield f"{CRITERION_WORDS[item.weight]}: {item.title}"
    if programme.age_hint:
        hint = programme.age_hint
        yield f"{hint.words} ({hint.least}–{hint.most} år; et vink, ikke en grænse)"


def _doubts(programme: Programme) -> Iterable[str]:
    for item in programme.doubts:
        yield f"{DOUBT_WORDS[item.weight]}: {item.title}"
    if programme.doubts:
        yield "En fagperson afgør det og skriver hvorfor. Intet af det spærrer."


def _elements(programme: Programme) -> Iterable[str]:
    if programme.method_base:
        yield f"Fælles fundament: {programme.method_base}"
    for item in programme.elements:
        often = _often(item.every_weeks)
        yield (
            f"{item.title}: {item.about} Aftalt styrke {programme.intensity[item.agreed]}. "
            f"Tæller som givet {often}, når der er {listed(_counts(item, programme))}."
        )
    if programme.elements:
        yield f"Styrken går fra {listed(programme.intensity)}."
    if programme.focus_points:
        yield "Fokuspunkter laves med forældrene og forbinder et fund med et mål."


def _counts(item: Element, programme: Programme) -> Iterable[str]:
    yield from (programme.method_title(key).lower() for key in item.methods)
    yield from (programme.setting_title(key).lower() for key in item.settings)
    for key in item.meetings:
        found = programme.milestone(key)
        yield found.title.lower() if found else "netværksmøde"
    if item.off_hours:
        yield "kontakt uden for kl. 8–16"


def _often(weeks: int) -> str:
    return "hver uge" if weeks == 1 else f"hver {weeks}. uge"


def _topics(programme: Programme) -> Iterable[str]:
    for item in programme.topics:
        yield f"{item.title}: {item.ask}" + (" Familien kan læse det." if item.family_reads else "")


def _asking(item: Asking, titles: Mapping[str, str]) -> str:
    often = f", {_often(item.every_weeks)}" if item.every_weeks else ""
    asked = f"»{titles.get(item.instrument, item.instrument)}«"
    return f"{asked} {ASK_WORDS[item.at]}{often}: {item.why}"


def _setting(item: Setting) -> str:
    return item.title + (" (barnets hverdag)" if item.everyday else "")


def _method(item: WorkMethod) -> str:
    return item.title + (" (kun når I har sagt ja; filmen gemmes ikke)" if item.films else "")


def _measured(item: Measured) -> str:
    by = [area.label.lower() for area in item.areas]
    goals = f"mål om {listed(by)}" if by else ""
    home = "at barnet ikke anbringes" if item.no_placement else ""
    return f"{item.title}: {listed(word for word in (goals, home) if word)}"


def _hosts(programme: Programme) -> Iterable[str]:
    if programme.form:
        yield f"{FORM_WORDS[programme.form]}."
    if programme.hosts:
        yield f"Holdes af {listed(programme.hosts)}."


def _startup(programme: Programme) -> Iterable[str]:
    for item in programme.startup:
        yield f"{STARTUP_WORDS[item.about]}: {item.title}"


def _lock(programme: Programme) -> Iterable[str]:
    if programme.local:
        yield f"En kommune kan selv ændre {listed(local_parts(programme))}. Resten ligger fast."
    if programme.based_on:
        yield f"En lokal udgave af {programme.based_on}."


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
        weeks = f"uge {phase.from_week}–{phase.to_week}"
        if phase.least_weeks:
            weeks = f"{phase.least_weeks}–{phase.weeks} uger, fra uge {phase.from_week}"
        again = " Kan gentages." if phase.repeatable else ""
        yield f"{number}. {phase.title}, {weeks}: {phase.about}{again}"


def _tracks(programme: Programme) -> Iterable[str]:
    for track in programme.tracks:
        works = listed(f"{w.title} (uge {w.from_week}–{w.to_week})" for w in track.works)
        yield f"{track.title}: {track.about}" + (f" Planlagt: {works}." if works else "")


def _milestone(item: Milestone, programme: Programme) -> str:
    phase = programme.phase(item.ends_phase)
    during = programme.phase(item.in_phase)
    if item.every_weeks and during:
        when = f"{_often(item.every_weeks)} i fasen {during.title}"
    elif item.week:
        when = f"senest i slutningen af uge {item.week}"
    elif phase:
        when = f"sidst i fasen {phase.title}"
    else:
        when = "før forløbet slutter"
    parties = listed(PARTY_WORDS[party] for party in item.parties)
    before = programme.milestone(item.after)
    told = f"{item.title}, {when}" + (f", efter {before.title.lower()}" if before else "")
    sections = f" Afsnit: {listed(item.sections)}." if item.sections else ""
    return told + (f", med {parties}" if parties else "") + f". {item.why}{sections}"


def _point(item: FidelityPoint) -> str:
    what = FIDELITY_WORDS[item.kind]
    often = _often(item.every_weeks)
    return f"{item.title}: mindst {item.least} {what} {often}. Kilde: {item.source}."


def _team(programme: Programme) -> Iterable[str]:
    yield from (_role(role) for role in programme.roles)
    if programme.composed:
        yield "Holdet sættes sammen ud fra familiens vanskeligheder; hver plads har sin grund."
    yield from _hosts(programme)


def _role(role: Role) -> str:
    count = str(role.least) if role.least == role.most else f"{role.least}–{role.most}"
    parts = ["besøger familien"] if role.visits else []
    parts += [f"{role.in_team} i programmets team"] if role.in_team else []
    parts += [f"{' eller '.join(role.ways)}"] if role.ways else []
    parts += ["den samme hele vejen"] if role.stays else []
    parts += ["skal være med fra begyndelsen"] if role.required else []
    trained = listed(Need.of(key).words for key in role.trained)
    parts += [f"mindst én er uddannet i {trained}"] if trained else []
    parts += [f"timer på konto {role.account}"] if role.account else []
    parts += [] if role.reads else ["læser ikke familiens sag"]
    return f"{count} {role.title}" + (f" ({', '.join(parts)})" if parts else "")


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
    steps = listed((programme.ladder_step, *programme.more_steps))
    yield f"Trin {steps} på indsatstrappen."


def _law(basis: LegalBasis) -> str:
    until = f" til {numeric(basis.valid_to)}" if basis.valid_to else ""
    return f"{basis.law} {basis.reference} (fra {numeric(basis.valid_from)}{until})"


def _provenance(programme: Programme) -> Iterable[str]:
    yield f"{EVIDENCE_WORDS[programme.evidence.level]}. {programme.evidence.words}"
    if programme.families_a_year:
        yield f"Kilden nævner omkring {programme.families_a_year} familier om året."
    yield from programme.background
    yield f"Kilde: {programme.source.title}, {programme.source.place}."
    until = f" til {short_full(programme.valid_to)}" if programme.valid_to else ""
    since = f"gælder fra {short_full(programme.valid_from)}{until}"
    yield f"{programme.title}, version {programme.version}, {since}."
    yield f"Ejer: {programme.owner}. Ses efter senest {short_full(programme.review_on)}."
