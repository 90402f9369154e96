"""Build a programme from its file, and say in plain words what is wrong with it."""

from collections.abc import Iterable, Mapping
from typing import Any

from hjemmebane.domain.access import Register
from hjemmebane.domain.contacts import Party
from hjemmebane.domain.goals import GoalArea
from hjemmebane.domain.programme_faults import programme_faults
from hjemmebane.domain.programme_parts import (
    AgeHint,
    AskAt,
    Asking,
    Choice,
    Criterion,
    CriterionWeight,
    Doubt,
    DoubtWeight,
    Element,
    Measured,
    OfferForm,
    Setting,
    StartupAbout,
    StartupPoint,
    Topic,
    WorkMethod,
)
from hjemmebane.domain.programmes import (
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
        roles=tuple(Role(**_lists(row, "ways", "trained")) for row in data["role"]),
        legal_bases=tuple(LegalBasis(**row) for row in data["legal_basis"]),
        settings=tuple(Setting(**row) for row in data["setting"]),
        methods=tuple(WorkMethod(**row) for row in data["method"]),
        tracks=tuple(_track(row) for row in data.get("track", ())),
        phases=tuple(Phase(**row) for row in data.get("phase", ())),
        milestones=tuple(_milestone(row) for row in data.get("milestone", ())),
        outcomes=_choices(data.get("outcome", ())),
        fidelity=tuple(
            FidelityPoint(**{**row, "kind": FidelityKind(row["kind"])})
            for row in data.get("fidelity", ())
        ),
        examples=tuple(_example(row) for row in data.get("example", ())),
        **_parts(data),
    )
    faults = programme_faults(programme)
    if faults:
        raise ProgrammeError(f"{programme.key}: " + " ".join(faults))
    return programme


def _parts(data: Table) -> dict[str, Any]:
    """Return what only some programmes have: target group, elements, aims, topics, questions."""
    form, age = data.get("form"), data.get("age_hint")
    return {
        "more_steps": tuple(data.get("more_steps", ())),
        "form": OfferForm(form) if form else None,
        "hosts": tuple(data.get("hosts", ())),
        "background": tuple(data.get("background", ())),
        "method_base": data.get("method_base", ""),
        "age_hint": AgeHint(**age) if age else None,
        "criteria": tuple(
            Criterion(**{**row, "weight": CriterionWeight(row["weight"])})
            for row in data.get("criterion", ())
        ),
        "doubts": tuple(
            Doubt(**{**row, "weight": DoubtWeight(row["weight"])}) for row in data.get("doubt", ())
        ),
        "startup": tuple(
            StartupPoint(row["title"], StartupAbout(row["about"]))
            for row in data.get("startup", ())
        ),
        "intensity": tuple(data.get("intensity", ())),
        "elements": tuple(
            Element(**_lists(row, "methods", "settings", "meetings"))
            for row in data.get("element", ())
        ),
        "aims": _choices(data.get("aim", ())),
        "topics": tuple(Topic(**row) for row in data.get("topic", ())),
        "focus_points": data.get("focus_points", False),
        "composed": data.get("composed", False),
        "askings": tuple(Asking(**{**row, "at": AskAt(row["at"])}) for row in data.get("ask", ())),
        "families_a_year": data.get("families_a_year"),
        "measured": tuple(
            Measured(**{**row, "areas": tuple(GoalArea(key) for key in row.get("areas", ()))})
            for row in data.get("measured", ())
        ),
        "based_on": data.get("based_on", ""),
        "local": tuple(data.get("local", ())),
    }


def _lists(row: Table, *names: str) -> dict[str, Any]:
    """Return the row with its lists as tuples, which nobody changes."""
    return {key: tuple(value) if key in names else value for key, value in row.items()}


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
    return Milestone(**_lists(plain, "sections"))


def _parties(row: Table) -> tuple[Party, ...]:
    return tuple(Party(name) for name in row.get("parties", ()))


def _example(row: Table) -> Example:
    expect = dict(row["expect"])
    expect = _lists(expect, "due", "missing", "fidelity", "elements", "late")
    events = tuple(
        ExampleEvent(**_lists({**event, "parties": _parties(event)}, "methods"))
        for event in row.get("event", ())
    )
    return Example(row["title"], row["start"], row["on"], Expectation(**expect), events)
