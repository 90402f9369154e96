"""Writers and readers at the API over http, and what each of them was promised.

Acknowledged is what was answered with 2xx. A writer whose call got no answer, or 503, sends the
same note again under the same Idempotency-Key until it is answered: that is what the key is for.
"""

import http.client
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import uuid4

from scripts.drill import DrillFailed

ROOT = "/api/v1"
WRITERS, READERS = 4, 2
MOST_NOTES = 3_000
PATIENCE = 60.0
PAUSE_SECONDS = 0.02
RETRY_SECONDS = 0.1
NO_ANSWER = 0


@dataclass(frozen=True, slots=True)
class Account:
    """A service account: its user's id and its token."""

    user: int
    token: str


@dataclass(slots=True)
class Tally:
    """What one caller asked for and was promised."""

    user: int
    sent: list[str] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    writes: int = 0
    repeated: int = 0
    reads: int = 0
    reads_acknowledged: int = 0
    answers: Counter[int] = field(default_factory=Counter)


class Caller(threading.Thread):
    """One service account that writes notes, or reads a case, until told to stop."""

    def __init__(self, port: int, account: Account, case: str, mark: str, happened: str) -> None:
        super().__init__(daemon=True)
        self.port, self.token, self.case = port, account.token, case
        self.mark, self.happened = mark, happened
        self.tally = Tally(account.user)
        self.ending = threading.Event()
        self.connection: http.client.HTTPConnection | None = None

    def call(self, method: str, path: str, body: str = "", key: str = "") -> tuple[int, str]:
        """Call once; the status is 0 where no whole answer came."""
        headers = {"Authorization": f"Bearer {self.token}", "Host": "localhost"}
        if body:
            headers |= {"Content-Type": "application/json", "Idempotency-Key": key}
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            self.connection.request(method, ROOT + path, body or None, headers)
            answer = self.connection.getresponse()
            status, text = answer.status, answer.read().decode()
        except (OSError, http.client.HTTPException):
            status, text = NO_ANSWER, ""
            self.connection.close()
            self.connection = None
        self.tally.answers[status] += 1
        return status, text


class Writer(Caller):
    """Writes notes, each with a text of its own, and repeats a call that was not answered."""

    def run(self) -> None:
        """Write until told to stop, or the most notes are written."""
        for _ in range(MOST_NOTES):
            if self.ending.is_set():
                return
            self.write(f"{self.mark} {uuid4()}")
            time.sleep(PAUSE_SECONDS)

    def write(self, text: str) -> None:
        """Write one note; what is not answered while the ending lasts stays without a promise."""
        body = json.dumps({"kind": "note", "text": text, "happened_at": self.happened})
        key, until = str(uuid4()), None
        self.tally.sent.append(text)
        while until is None or time.monotonic() < until:
            self.tally.writes += 1
            status, _ = self.call("POST", f"/cases/{self.case}/notes", body, key)
            if status == http.HTTPStatus.CREATED:
                self.tally.acknowledged.append(text)
                return
            if self.ending.is_set() and until is None:
                until = time.monotonic() + PATIENCE
            self.tally.repeated += 1
            time.sleep(RETRY_SECONDS)


class Reader(Caller):
    """Reads a case again and again; each answer promises that the family can see who looked."""

    def run(self) -> None:
        """Read until told to stop, or the most reads are done."""
        for _ in range(MOST_NOTES):
            if self.ending.is_set():
                return
            self.tally.reads += 1
            status, _ = self.call("GET", f"/cases/{self.case}")
            self.tally.reads_acknowledged += status == http.HTTPStatus.OK
            time.sleep(PAUSE_SECONDS if status == http.HTTPStatus.OK else RETRY_SECONDS)


class Crew:
    """The callers of a scenario."""

    def __init__(self, port: int, accounts: Iterator[Account], case: str, happened: str) -> None:
        self.mark = f"Prøve {uuid4()}"
        kinds: list[type[Caller]] = [Writer] * WRITERS + [Reader] * READERS
        self.callers = [kind(port, next(accounts), case, self.mark, happened) for kind in kinds]

    @property
    def tallies(self) -> list[Tally]:
        """Return what each caller was promised."""
        return [caller.tally for caller in self.callers]

    @property
    def acknowledged(self) -> int:
        """Return how many notes were acknowledged so far."""
        return sum(len(tally.acknowledged) for tally in self.tallies)

    def wait_for_more(self, notes: int) -> None:
        """Wait until some more notes have been acknowledged."""
        wanted, end = self.acknowledged + notes, time.monotonic() + PATIENCE * 2
        while self.acknowledged < wanted:
            if time.monotonic() > end:
                raise DrillFailed(f"nobody could write any more: {self.answers()}")
            time.sleep(0.02)

    def answers(self) -> dict[str, int]:
        """Return how often each status was answered."""
        found: Counter[int] = sum((tally.answers for tally in self.tallies), Counter())
        return {str(status) if status else "none": found[status] for status in sorted(found)}

    @contextmanager
    def at_work(self) -> Iterator["Crew"]:
        """Let everybody write and read for as long as the block runs."""
        for caller in self.callers:
            caller.start()
        try:
            yield self
        finally:
            for caller in self.callers:
                caller.ending.set()
            for caller in self.callers:
                caller.join(PATIENCE * 2)
