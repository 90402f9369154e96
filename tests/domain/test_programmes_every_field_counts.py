"""Each field of the programme schema, changed, changes what is seen; a field nobody reads goes."""

import copy
import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from hjemmebane.domain.course import standing_of, team_gaps
from hjemmebane.domain.fidelity import ContactSeen, fidelity
from hjemmebane.domain.programme_examples import (
    check_programme_examples,
    example_fidelity,
    example_standing,
    facts_from,
)
from hjemmebane.domain.programme_lock import fixed_parts
from hjemmebane.domain.programme_page import describe
from hjemmebane.domain.programme_reading import programme_from
from hjemmebane.domain.programmes import ExampleEvent, Programme
from tests.domain.programme_files import CATALOGUE, programme_table

START = date(2026, 10, 5)
EVENTS = (
    ExampleEvent(date(2026, 10, 5), "meeting", "start_meeting"),
    ExampleEvent(date(2026, 10, 6), "contact"),
    ExampleEvent(date(2026, 11, 4), "phase", "assessment"),
    ExampleEvent(date(2026, 11, 9), "extension", limit=9),
)
SEEN = (ContactSeen(date(2026, 10, 6), workers=2, parents=frozenset({1})),)
# Where the automatic change (a letter more, a day later) would only make the entry unreadable.
OTHER_VALUES: dict[str, Any] = {
    "milestone.ends_phase": "assessment",
    "milestone.parties": "child",
    "measured.areas": "health",
    "example.expect.phase": "closing",
    "example.event.parties": "child",
    "example.event.what": "cancelled",
    "measures": "anden_hjaelp",
    "based_on": "home-support 2",
    "local": "method",
    "element.methods": "guidance",
    "element.settings": "school",
    "element.meetings": "network_meeting",
    "element.agreed": 3,
    "role.trained": "teenagers",
    "milestone.after": "phase1_follow_up",
    "milestone.in_phase": "closing",
    "milestone.every_weeks": 3,
    "example.event.methods": "guidance",
    "example.event.setting": "school",
}


def schema() -> dict[str, Any]:
    text = (CATALOGUE / "schemas" / "programme.schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)["properties"]["programme"]["items"]
    return found


def leaves(node: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every field that holds a value, with its own schema."""
    if node.get("type") == "array":
        yield from leaves(node["items"], path)
    elif node.get("type") == "object":
        for name, child in node["properties"].items():
            yield from leaves(child, f"{path}.{name}".lstrip("."))
    else:
        yield path, node


def full_table() -> dict[str, Any]:
    """Return an entry that uses every field there is."""
    entry = programme_table("intensive-home-based")
    entry["valid_to"] = date(2030, 1, 1)
    entry["network_meetings"] = 2
    entry["contacts"] = {"most": 12, "warn_at": 10, "extended_by": "lederen"}
    entry["role"][0]["least"] = 1
    entry["role"].append(
        {"key": "helper", "title": "praktisk støtte", "least": 1, "most": 1, "visits": True}
    )
    entry |= MORE_PARTS
    entry["role"][0] |= {"in_team": 4, "ways": ["ansat"], "stays": True, "reads": False}
    entry["role"][0] |= {"required": True, "trained": ["family-talks"], "account": 5}
    entry["setting"][0]["everyday"] = True
    entry["method"][0]["films"] = False
    entry["phase"][2] |= {"least_weeks": 2, "repeatable": True}
    entry["milestone"][2]["sections"] = ["Familien"]
    entry["milestone"][3]["after"] = "final_report"
    entry["milestone"].append(dict(STATUS))
    entry["example"] = [
        {
            "title": "Alt på én gang",
            "start": START,
            "on": date(2026, 11, 12),
            "expect": {
                "phase": "assessment",
                "drift": 2,
                "due": [],
                "contacts": "1 af 9: open",
                "network_meetings": "",
                "next_contact": date(2026, 11, 13),
                "missing": ["outcome"],
                "fidelity": ["two_workers: 0 af 5"],
                "elements": ["alliance: middel, givet 1 af 5 gange"],
                "late": [],
            },
            "event": [
                {"on": date(2026, 10, 6), "what": "contact", "workers": 1},
                {
                    "on": date(2026, 10, 7),
                    "what": "meeting",
                    "key": "start_meeting",
                    "parties": ["parent"],
                },
                {"on": date(2026, 11, 2), "what": "phase", "key": "assessment"},
                {"on": date(2026, 11, 3), "what": "extension", "limit": 20},
                {"on": date(2026, 11, 4), "what": "strength", "key": "alliance", "level": 1},
                {"on": date(2026, 10, 14), "what": "contact", "methods": ["talks"]},
                {"on": date(2026, 10, 20), "what": "contact", "setting": "family_house"},
                {"on": date(2026, 10, 28), "what": "contact", "is_outside": True},
            ],
        }
    ]
    return entry


MORE_PARTS: dict[str, Any] = {
    "more_steps": ["4"],
    "form": "family",
    "hosts": ["Familiehuset"],
    "background": ["Udviklet i tre år."],
    "method_base": "Mentalisering",
    "age_hint": {"least": 0, "most": 12, "words": "De yngste"},
    "criterion": [{"key": "at_risk", "title": "Tæt på", "weight": "needs"}],
    "doubt": [{"key": "misuse", "title": "Misbrug", "weight": "not"}],
    "startup": [{"title": "En leder", "about": "frame"}],
    "intensity": ["hviler", "lav", "middel", "høj"],
    "element": [
        {
            "key": "alliance",
            "title": "Alliance",
            "about": "Vi spørger jer.",
            "agreed": 2,
            "every_weeks": 1,
            "methods": ["talks"],
            "settings": ["family_house"],
            "meetings": ["status_meeting"],
            "off_hours": True,
        }
    ],
    "aim": [{"key": "home", "title": "Hjem igen"}],
    "topic": [{"key": "concern", "title": "Bekymring", "ask": "Hvad?", "family_reads": True}],
    "focus_points": True,
    "composed": True,
    "families_a_year": 11,
    "measured": [{"title": "Ro", "areas": ["parenting"], "no_placement": False}],
    "ask": [{"instrument": "goal-rating", "at": "every", "every_weeks": 2, "why": "Går det?"}],
    "based_on": "home-support 1",
    "local": ["rhythm"],
}


STATUS: dict[str, Any] = {
    "key": "status",
    "title": "Status",
    "kind": "meeting",
    "why": "Går det frem?",
    "every_weeks": 2,
    "in_phase": "assessment",
}


def visible(programme: Programme) -> object:
    """Return everything a person sees of a programme: its page and courses run by it."""
    return (
        programme.key,
        describe(programme, date(2026, 11, 12)),
        standing_of(programme, START, facts_from(EVENTS), date(2026, 11, 12)),
        team_gaps(programme, {"therapist": 1, "adviser": 2, "helper": 2}),
        (programme.workers_least, programme.workers_most, programme.needs_case),
        programme.fits("familiebehandling"),
        programme.legal_basis_on(date(2026, 11, 12)),
        programme.offered_on(date(2030, 1, 1)),
        programme.setting_title("home"),
        programme.method_title("practice"),
        programme.outcome_title("continue_home_based"),
        [example_standing(programme, example) for example in programme.examples],
        check_programme_examples(programme),
        fidelity(programme.fidelity, START, SEEN, date(2026, 11, 12)),
        [example_fidelity(programme, example) for example in programme.examples],
        programme.everyday_settings,
        programme.target_titles,
        programme.aim_title("home"),
        programme.topic("concern"),
        fixed_parts(programme),
    )


def changed(path: str, node: dict[str, Any], value: Any) -> Any:
    if OTHER_VALUES.get(path) is not None:
        return OTHER_VALUES[path]
    if isinstance(value, bool):
        return not value
    if "enum" in node:
        return next(other for other in node["enum"] if other != value)
    if isinstance(value, date):
        return value - timedelta(days=1)
    return value + 1 if isinstance(value, int) else f"{value}x"


def change_at(entry: dict[str, Any], path: str, node: dict[str, Any]) -> None:
    """Change the first value found at the path."""
    *parents, last = path.split(".")
    spots: list[Any] = [entry]
    for name in parents:
        spots = [spot for parent in spots for spot in _listed(parent.get(name, []))]
    spot = next(spot for spot in spots if last in spot)
    old = spot[last]
    spot[last] = (
        [changed(path, node, old[0] if old else "x")]
        if isinstance(old, list)
        else (changed(path, node, old))
    )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


# Fields whose change must be seen together with another for the entry to stay runnable.
TOGETHER = {
    "duration_weeks": lambda e: e["phase"][2].update(to_week=13),
    "phase.from_week": lambda e: e["phase"][1].update(from_week=6),
    "phase.to_week": lambda e: e["phase"][1].update(from_week=6),
    "rhythm.kind": lambda e: e["rhythm"].update(kind="tapering"),
    "rhythm.step.from_contact": lambda e: e["rhythm"]["step"].append(
        {"from_contact": 2, "days": 9}
    ),
    "phase.key": lambda e: (
        e["milestone"][1].update(ends_phase="motivationx"),
        e["example"][0]["expect"].update(phase="closing"),
    ),
}
TOGETHER |= {
    "intensity": lambda e: e["intensity"].append("højest"),
    "ask.at": lambda e: (e["ask"][0].pop("every_weeks"), e["ask"][0].update(at="end")),
}
ALONE = {"intensity", "ask.at", "rhythm.kind", "phase.from_week", "rhythm.step.from_contact"}


@pytest.mark.parametrize(
    ("path", "node"), list(leaves(schema())), ids=lambda value: str(value)[:40]
)
def test_a_changed_field_changes_what_is_seen(path, node):
    before = full_table()
    after = copy.deepcopy(before)
    if path not in ALONE:
        change_at(after, path, node)
    if path in TOGETHER:
        TOGETHER[path](after)
    if path == "phase.from_week":
        after["phase"][0].update(to_week=5)
    assert visible(programme_from(before)) != visible(programme_from(after))


def test_the_entry_in_this_test_uses_every_field_of_the_schema():
    used = {path for path, _ in leaves(schema())}
    entry = full_table()
    for path in used:
        change_at(copy.deepcopy(entry), path, {})
