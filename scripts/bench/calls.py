"""What is measured: each operation of the API and each page, as a call with its aim."""

import json
import re
from dataclasses import dataclass
from html import unescape
from typing import Any
from uuid import uuid4

from scripts.bench.load import Call
from scripts.bench.visitor import Answer, Visitor
from scripts.bench.world import BenchWorld, Reader

API = "/api/v1"
NEXT = re.compile(r'href="([^"]*[?;&]efter=[^"]+)"')
PAGES_ON = 29
PAGE_AIM = "p95 ≤ 150 ms"
NAMES = ("Ha", "La", "Ber", "Mo", "Ni", "So", "Kr", "An", "Fri", "Jo")
GIVEN = ("Alma", "Ellen", "Karl", "Nora", "Otto", "Saga", "Villy", "Asta")


@dataclass(frozen=True)
class Measured:
    """One thing to measure: its name, the aim in CPU or answer time, and the call."""

    name: str
    aim: str
    call: Call


class Caller:
    """Another system that asks and writes, with an account that reaches the whole authority."""

    def __init__(self, world: BenchWorld) -> None:
        self.asked = world.asked
        self.visitor = Visitor(world.port, {"Authorization": f"Bearer {self.asked['token']}"})
        self.known: list[str] = []
        self.made = 0

    def operations(self) -> list[Measured]:
        """Return the operations to measure."""
        return [
            Measured("api: open a case for a known person", "cpu ≤ 14 ms", self.open_for_known),
            Measured("api: open a case, person and status", "cpu ≤ 20 ms", self.open_whole),
            Measured("api: read a case", "cpu ≤ 12 ms", self.read),
            Measured("api: page of 50 cases by status", "cpu ≤ 30 ms", self.page),
            Measured("api: persons by beginning of name", "cpu ≤ 30 ms", self.by_name),
            Measured("api: write a note", "cpu ≤ 12 ms", self.note),
            Measured("api: counts by status", "cpu ≤ 10 ms", self.counts),
        ]

    def write(self, path: str, body: dict[str, Any]) -> Answer:
        """Send a write with a key of its own."""
        return self.visitor.call(
            *("POST", API + path, json.dumps(body).encode()),
            Content_Type="application/json",
            Idempotency_Key=str(uuid4()),
        )

    def case(self, person: dict[str, Any], status: str) -> dict[str, Any]:
        """Return a case to open."""
        return {
            "persons": [person],
            "aware_on": "2026-11-02",
            "team_id": self.asked["team_id"],
            "adviser_id": self.asked["adviser_id"],
            "status": status,
        }

    def child(self) -> dict[str, Any]:
        """Return a child who is not registered yet."""
        self.made += 1
        return {
            "given_name": GIVEN[self.made % len(GIVEN)],
            "family_name": f"Måling{self.made}",
            "born_on": "2018-04-04",
        }

    def register(self, count: int) -> None:
        """Register children for whom no case is open."""
        for _ in range(count):
            self.known.append(json.loads(self.write("/persons", self.child()).body)["id"])

    def open_for_known(self, number: int) -> Answer:
        """Open a case for a person registered before the clock started."""
        person = {"role": "child", "id": self.known.pop()}
        return self.write("/cases", self.case(person, "received"))

    def open_whole(self, number: int) -> Answer:
        """Open a case with a person, their role, and the status it stands in."""
        person = {"role": "child", **self.child()}
        return self.write("/cases", self.case(person, "screening"))

    def read(self, number: int) -> Answer:
        """Read one case whole."""
        return self.visitor.get(f"{API}/cases/{self.some_case(number)}")

    def page(self, number: int) -> Answer:
        """Read a page of those that get help, or are assessed."""
        status = ("help", "assessment")[number % 2]
        return self.visitor.get(f"{API}/cases?status={status}&limit=50")

    def by_name(self, number: int) -> Answer:
        """Find persons by the beginning of a name."""
        body = json.dumps({"name": NAMES[number % len(NAMES)]}).encode()
        path = f"{API}/persons/search/name"
        return self.visitor.call("POST", path, body, Content_Type="application/json")

    def note(self, number: int) -> Answer:
        """Write a note in the journal of a case."""
        body = {
            "kind": "note",
            "text": f"Talt med skolen om, hvordan ugen er gået. Nr. {number}.",
            "happened_at": "2026-11-20T10:00:00+01:00",
        }
        return self.write(f"/cases/{self.some_case(number)}/notes", body)

    def counts(self, number: int) -> Answer:
        """Read how many cases stand where."""
        return self.visitor.get(f"{API}/cases/counts")

    def some_case(self, number: int) -> str:
        """Return one of the sample's cases."""
        ids: list[str] = self.asked["cases"]
        return ids[number % len(ids)]


def pages_of(world: BenchWorld, reader: Reader, visitor: Visitor) -> list[Measured]:
    """Return the pages of a reader, the list's thirtieth page where the list is that long."""
    paths = {
        "Min dag": "/",
        "cases by next due": "/sager/?vis=alle",
        "families by next due": "/familier/",
        "cases, 30th page": far_page(visitor, "/sager/?vis=alle"),
    }
    if reader.key == "anna":
        paths["family with 2,000 events"] = f"/familier/{world.asked['long_family']}/"
    found = [
        Measured(f"page: {name} ({reader.key})", PAGE_AIM, _page(visitor, path))
        for name, path in paths.items()
        if path
    ]
    return [*found, Measured(f"page: search ({reader.key})", PAGE_AIM, _search(visitor))]


def _page(visitor: Visitor, path: str) -> Call:
    return lambda number: visitor.get(path)


def _search(visitor: Visitor) -> Call:
    return lambda number: visitor.search(NAMES[number % len(NAMES)])


def far_page(visitor: Visitor, path: str) -> str:
    """Return the address of the thirtieth page of a list, or nothing where it ends before."""
    for _ in range(PAGES_ON):
        found = NEXT.search(visitor.get(path).body.decode())
        if not found:
            return ""
        path = unescape(found.group(1))
    return path
