"""How long the reckoning of courses takes on one core: `python -m scripts.bench_courses 10000 60`.

Each made-up course runs twelve weeks on the intensive programme with sixty contacts, meetings,
phases, an extension and changes of strength. Reckoned is all the course page shows: phases, drift,
what is due, budget, rhythm, fidelity, elements. The time is CPU time of this process.
"""

import json
import random
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from hjemmebane import catalogue
from hjemmebane.domain.contacts import ContactState, Party
from hjemmebane.domain.course import ContactFact, CourseFacts, MeetingFact, standing_of
from hjemmebane.domain.course_phases import PhaseActual
from hjemmebane.domain.elements import StrengthChange, element_standings
from hjemmebane.domain.fidelity import ContactSeen, fidelity
from hjemmebane.domain.programmes import Programme

START = date(2026, 1, 5)
DAYS = 84
PROGRAMME = "intensive-home-based"
Life = tuple[CourseFacts, list[ContactSeen], list[tuple[str, date]], list[StrengthChange], date]


def main(courses: int, contacts: int, report: str = "") -> None:
    """Make the courses, then reckon each of them once and say what it took."""
    programme = catalogue.current().programme(PROGRAMME)
    chance = random.Random(1)  # made-up rows, no secret
    lives = [_life(programme, chance, contacts) for _ in range(courses)]
    began = time.process_time()
    weeks = sum(_reckon(programme, life) for life in lives)
    seconds = time.process_time() - began
    told = {
        "command": f"python -m scripts.bench_courses {courses} {contacts}",
        "courses": courses,
        "contacts_each": contacts,
        "cpu_seconds": round(seconds, 2),
        "microseconds_per_course": round(seconds / courses * 1_000_000),
        "weeks_reckoned": weeks,
    }
    text = json.dumps(told, indent=1)
    print(text)
    if report:
        Path(report).write_text(f"{text}\n", "utf-8")


def _reckon(programme: Programme, life: Life) -> int:
    facts, seen, meetings, changes, today = life
    standing = standing_of(programme, START, facts, today)
    lines = fidelity(programme.fidelity, START, seen, today, programme.duration_weeks)
    elements = element_standings(programme, START, changes, seen, meetings, today)
    return standing.week + len(lines) + len(elements)


def _life(programme: Programme, chance: random.Random, contacts: int) -> Life:
    today = START + timedelta(days=chance.randrange(DAYS // 2, DAYS))
    days = [START + timedelta(days=chance.randrange(DAYS)) for _ in range(contacts)]
    workers = [chance.choice((1, 1, 2)) for _ in days]
    held = [chance.random() > 0.1 for _ in days]
    methods = [method.key for method in programme.methods]
    meetings = [
        ("start_meeting", START),
        ("phase1_follow_up", START + timedelta(days=chance.randrange(25, 35))),
        ("network_meeting", START + timedelta(days=chance.randrange(DAYS))),
    ]
    facts = CourseFacts(
        contacts=tuple(
            ContactFact(day, ContactState.HELD if is_held else ContactState.CANCELLED, many)
            for day, is_held, many in zip(days, held, workers, strict=True)
        ),
        meetings=tuple(
            MeetingFact(key, day, parties=frozenset({Party.PARENT, Party.WORKER}))
            for key, day in meetings
        ),
        phases=(PhaseActual("assessment", START + timedelta(days=chance.randrange(25, 36))),),
    )
    seen = [
        ContactSeen(
            on=day,
            workers=many,
            parents=frozenset({1, 2} if chance.random() > 0.5 else {1}),
            has_child=chance.random() > 0.5,
            missed="" if is_held else "sygdom",
            methods=frozenset({chance.choice(methods)}),
            setting="home",
            is_outside=chance.random() > 0.7,
        )
        for day, is_held, many in zip(days, held, workers, strict=True)
    ]
    changes = [
        StrengthChange(element.key, START + timedelta(days=chance.randrange(DAYS)), 1)
        for element in programme.elements
    ]
    return facts, seen, meetings, changes, today


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:4])
