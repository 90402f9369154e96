"""What makes a programme impossible to run, said in plain words."""

from collections.abc import Iterable
from datetime import date

from hjemmebane.domain.allocation import CompetenceKey
from hjemmebane.domain.course_rounds import with_rounds
from hjemmebane.domain.programme_lock import FIELDS
from hjemmebane.domain.programme_parts import AskAt
from hjemmebane.domain.programmes import NETWORK_MEETING, MilestoneKind, Programme, RhythmKind

SHORTEST_SCALE = 2


def programme_faults(programme: Programme) -> list[str]:
    """Return what makes a programme impossible to run, one sentence each."""
    return [
        *_phase_faults(programme),
        *_budget_faults(programme),
        *_role_faults(programme),
        *_name_faults(programme),
        *_milestone_faults(programme),
        *_order_faults(programme),
        *_element_faults(programme),
        *_hint_faults(programme),
        *_date_faults(programme),
    ]


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
        if phase.least_weeks and phase.least_weeks > phase.weeks:
            yield f"Fasen »{phase.title}« varer mindst længere, end den varer højst."
    if any(phase.repeatable for phase in programme.phases[:-1]):
        yield "Kun den sidste fase kan gentages."
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
    starts = [step.from_contact for step in programme.rhythm.steps]
    needs_steps = programme.rhythm.kind in {RhythmKind.FIXED, RhythmKind.TAPERING}
    if needs_steps != bool(starts):
        yield "En fast eller aftagende rytme skal have trin, og kun den."
    if starts and (starts[0] != 1 or starts != sorted(set(starts))):
        yield "Rytmens trin skal begynde ved kontakt 1 og stige."


def _role_faults(programme: Programme) -> Iterable[str]:
    for role in programme.roles:
        if role.most < role.least:
            yield f"Rollen »{role.title}« har færre på det højeste end på det mindste."
        if role.required and not role.least:
            yield f"Rollen »{role.title}« skal være med, men er 0 på det mindste."
        unknown = sorted(set(role.trained) - set(CompetenceKey))
        if unknown:
            yield f"Rollen »{role.title}« nævner en kompetence, der ikke findes: {unknown[0]}."


def _name_faults(programme: Programme) -> Iterable[str]:
    groups: dict[str, list[str]] = {
        "faser": [phase.key for phase in programme.phases],
        "milepæle": [item.key for item in programme.milestones],
        "steder": [item.key for item in programme.settings],
        "metoder": [item.key for item in programme.methods],
        "udfald": [item.key for item in programme.outcomes],
        "punkter": [item.key for item in programme.fidelity],
        "roller": [role.key for role in programme.roles],
        "kendetegn": [
            *(item.key for item in programme.criteria),
            *(item.key for item in programme.doubts),
        ],
        "elementer": [item.key for item in programme.elements],
        "langsigtede mål": [item.key for item in programme.aims],
        "emner": [item.key for item in programme.topics],
    }
    for name, keys in groups.items():
        if len(keys) != len(set(keys)):
            yield f"To {name} har samme nøgle."
    for example in programme.examples:
        found = with_rounds(programme, (event.key for event in example.events))
        if example.expect.phase and found.phase(example.expect.phase) is None:
            yield f"Eksemplet »{example.title}« venter en fase, som ikke findes."


def _milestone_faults(programme: Programme) -> Iterable[str]:
    phases = {phase.key for phase in programme.phases}
    for item in programme.milestones:
        if item.ends_phase and item.ends_phase not in phases:
            yield f"Milepælen »{item.title}« afslutter fasen »{item.ends_phase}«, som ikke findes."
        if item.in_phase and item.in_phase not in phases:
            yield f"Milepælen »{item.title}« hører til fasen »{item.in_phase}«, som ikke findes."
        if bool(item.every_weeks) != bool(item.in_phase):
            yield f"Milepælen »{item.title}« skal have både every_weeks og in_phase, eller ingen."
        if item.every_weeks and item.kind is not MilestoneKind.MEETING:
            yield f"Milepælen »{item.title}« kommer igen, men kun et møde kan komme igen."
        if item.sections and item.kind is not MilestoneKind.DOCUMENT:
            yield f"Milepælen »{item.title}« har afsnit, men er ikke et dokument."


def _order_faults(programme: Programme) -> Iterable[str]:
    follows = {item.key: item.after for item in programme.milestones if item.after}
    for key, before in follows.items():
        if programme.milestone(before) is None:
            yield f"Milepælen »{key}« kommer efter »{before}«, som ikke findes."
    for key in follows:
        seen = [key]
        while (before := follows.get(seen[-1], "")) and before not in seen:
            seen.append(before)
        if before == key:
            ring = " → ".join([*reversed(seen), seen[-1]])
            yield f"Milepælene går i ring: {ring}. Ingen af dem kan komme først."
            return


def _element_faults(programme: Programme) -> Iterable[str]:
    if programme.elements and len(programme.intensity) < SHORTEST_SCALE:
        yield "Elementer skal have en styrkeskala (intensity) med mindst to ord."
    known = _countable(programme)
    for item in programme.elements:
        if not 0 < item.agreed < max(len(programme.intensity), SHORTEST_SCALE):
            yield f"Elementet »{item.title}« har en aftalt styrke, der ikke er på skalaen."
        named = {"metoden": item.methods, "stedet": item.settings, "mødet": item.meetings}
        if not any(named.values()) and not item.off_hours:
            yield f"Elementet »{item.title}« siger ikke, hvad der tæller som udført."
        for name, keys in named.items():
            for key in set(keys) - known[name]:
                yield f"Elementet »{item.title}« nævner {name} »{key}«, som ikke findes."


def _countable(programme: Programme) -> dict[str, set[str]]:
    """Return what an element may name as delivery, by the Danish word for it."""
    meetings = {m.key for m in programme.milestones if m.kind is MilestoneKind.MEETING}
    return {
        "metoden": {item.key for item in programme.methods},
        "stedet": {item.key for item in programme.settings},
        "mødet": meetings | {NETWORK_MEETING},
    }


def _hint_faults(programme: Programme) -> Iterable[str]:
    for name in programme.local:
        if name not in FIELDS:
            yield f"local nævner »{name}«, som ikke er en del, en kommune kan ændre."
    for asked in programme.askings:
        if (asked.at is AskAt.EVERY) != bool(asked.every_weeks):
            yield f"Spørgsmålene »{asked.instrument}« skal have every_weeks undervejs, og kun der."
    if programme.age_hint and programme.age_hint.least > programme.age_hint.most:
        yield "Aldersvinket slutter, før det begynder."


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
