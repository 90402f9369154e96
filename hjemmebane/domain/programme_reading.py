"""Build a programme from its file, and say in plain words what is wrong with it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from hjemmebane.domain.access import Register
from hjemmebane.domain.contacts import Party
from hjemmebane.domain.programmes import (
    Choice,
    ContactBudget,
    Evidence,
    EvidenceLevel,
    Example,
    ExampleEvent,
    Expectation,
    FidelityKind,
    FidelityPoint,
    LegalBasis,
    Milestone,
    MilestoneKind,
    Phase,
    Programme,
    ProgrammeError,
    Rhythm,
    RhythmKind,
    RhythmStep,
    Role,
    Source,
    Track,
    Work,
)

Table = Mapping[str, Any]


def programme_from(data: Table) -> Programme:
    """Return the programme a catalogue entry describes, or raise ProgrammeError."""
    programme = Programme(
        key=data["key"],
        version=str(data["version"]),
        title=data["title"],
        purpose=data["purpose"],
        relevant=data["relevant"],
        runs=data["runs"],
        ends=data["ends"],
        source=Source(**data["source"]),
        owner=data["owner"],
        valid_from=data["valid_from"],
        valid_to=data.get("valid_to"),
        review_on=data["review_on"],
        evidence=Evidence(EvidenceLevel(data["evidence"]["level"]), data["evidence"]["words"]),
        ladder_step=str(data["ladder_step"]),
        register=Register(data["register"]),
        measures=tuple(data["measures"]),
        closing_report=data["closing_report"],
        duration_weeks=data.get("duration_weeks"),
        contacts=ContactBudget(**data["contacts"]) if "contacts" in data else None,
        network_meetings=data.get("network_meetings", 0),
        rhythm=_rhythm(data["rhythm"]),
        roles=tuple(Role(**row) for row in data["role"]),
        legal_bases=tuple(LegalBasis(**row) for row in data["legal_basis"]),
        settings=_choices(data["setting"]),
        methods=_choices(data["method"]),
        tracks=tuple(_track(row) for row in data.get("track", ())),
        phases=tuple(Phase(**row) for row in data.get("phase", ())),
        milestones=tuple(_milestone(row) for row in data.get("milestone", ())),
        outcomes=_choices(data.get("outcome", ())),
        fidelity=tuple(
            FidelityPoint(**{**row, "kind": FidelityKind(row["kind"])})
            for row in data.get("fidelity", ())
        ),
        examples=tuple(_example(row) for row in data.get("example", ())),
    )
    faults = programme_faults(programme)
    if faults:
        raise ProgrammeError(f"{programme.key}: " + " ".join(faults))
    return programme


def programme_faults(programme: Programme) -> list[str]:
    """Return what makes a programme impossible to run, one sentence each."""
    return [
        *_phase_faults(programme),
        *_budget_faults(programme),
        *_name_faults(programme),
        *_date_faults(programme),
    ]


def _choices(rows: Iterable[Table]) -> tuple[Choice, ...]:
    return tuple(Choice(**row) for row in rows)


def _rhythm(row: Table) -> Rhythm:
    steps = tuple(RhythmStep(**step) for step in row.get("step", ()))
    return Rhythm(RhythmKind(row["kind"]), steps)


def _track(row: Table) -> Track:
    works = tuple(Work(**work) for work in row.get("work", ()))
    return Track(title=row["title"], about=row["about"], works=works)


def _milestone(row: Table) -> Milestone:
    plain = {**row, "kind": MilestoneKind(row["kind"]), "parties": _parties(row)}
    return Milestone(**plain)


def _parties(row: Table) -> tuple[Party, ...]:
    return tuple(Party(name) for name in row.get("parties", ()))


def _example(row: Table) -> Example:
    expect = dict(row["expect"])
    for name in ("due", "missing"):
        if name in expect:
            expect[name] = tuple(expect[name])
    events = tuple(
        ExampleEvent(**{**event, "parties": _parties(event)}) for event in row.get("event", ())
    )
    return Example(row["title"], row["start"], row["on"], Expectation(**expect), events)


def _phase_faults(programme: Programme) -> Iterable[str]:
    expected = 1
    for phase in programme.phases:
        if phase.to_week < phase.from_week:
            yield f"Fasen »{phase.title}« slutter, før den begynder."
        elif phase.from_week != expected:
            yield (
                f"Fasen »{phase.title}« begynder i uge {phase.from_week}, "
                f"men skulle begynde i uge {expected}: faser må hverken overlappe eller have hul."
            )
        expected = phase.to_week + 1
    if programme.phases and programme.duration_weeks != expected - 1:
        yield (
            f"Faserne varer {expected - 1} uger, men duration_weeks er {programme.duration_weeks}."
        )


def _budget_faults(programme: Programme) -> Iterable[str]:
    budget = programme.contacts
    if budget and not 0 < budget.warn_at <= budget.most:
        yield f"Advarslen ved {budget.warn_at} kontakter skal ligge mellem 1 og {budget.most}."
    if programme.workers_least < 1:
        yield "Mindst én rolle skal besøge familien (visits = true, least = 1)."
    for role in programme.roles:
        if role.most < role.least:
            yield f"Rollen »{role.title}« har færre på det højeste end på det mindste."
    starts = [step.from_contact for step in programme.rhythm.steps]
    needs_steps = programme.rhythm.kind in {RhythmKind.FIXED, RhythmKind.TAPERING}
    if needs_steps != bool(starts):
        yield "En fast eller aftagende rytme skal have trin, og kun den."
    if starts and (starts[0] != 1 or starts != sorted(set(starts))):
        yield "Rytmens trin skal begynde ved kontakt 1 og stige."


def _name_faults(programme: Programme) -> Iterable[str]:
    phases = {phase.key for phase in programme.phases}
    groups = {
        "faser": [phase.key for phase in programme.phases],
        "milepæle": [item.key for item in programme.milestones],
        "steder": [item.key for item in programme.settings],
        "metoder": [item.key for item in programme.methods],
        "udfald": [item.key for item in programme.outcomes],
        "punkter": [item.key for item in programme.fidelity],
        "roller": [role.key for role in programme.roles],
    }
    for name, keys in groups.items():
        if len(keys) != len(set(keys)):
            yield f"To {name} har samme nøgle."
    for item in programme.milestones:
        if item.ends_phase and item.ends_phase not in phases:
            yield f"Milepælen »{item.title}« afslutter fasen »{item.ends_phase}«, som ikke findes."
    for example in programme.examples:
        if example.expect.phase and example.expect.phase not in phases:
            yield f"Eksemplet »{example.title}« venter en fase, som ikke findes."


def _date_faults(programme: Programme) -> Iterable[str]:
    last = programme.duration_weeks or 10_000
    for item in programme.milestones:
        if item.week and item.week > last:
            yield f"Milepælen »{item.title}« ligger efter forløbets sidste uge."
    for track in programme.tracks:
        for work in track.works:
            if not 1 <= work.from_week <= work.to_week <= last:
                yield f"Arbejdet »{work.title}« ligger uden for forløbets uger."
    if programme.valid_to and programme.valid_to < programme.valid_from:
        yield "Programmet holder op med at gælde, før det begynder."
    days: list[date] = [example.on for example in programme.examples]
    if any(day < example.start for day, example in zip(days, programme.examples, strict=True)):
        yield "Et eksempel ser på en dag før sin egen start."
