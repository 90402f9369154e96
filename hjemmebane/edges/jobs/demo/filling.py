"""From families told one by one to batches for the bulk writer, in this process or in several.

Telling needs no knowledge of what came before: each family's ids begin at 1. Only a clerk in the
main process knows how many rows stand already, which numbers are given, and how many cases are
still wanted; it answers each chunk with its places, so that the result is the same whatever the
chunk's size and however many processes tell.
"""

import gc
import multiprocessing
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from hjemmebane.edges.jobs.demo.book import TABLES, Book, Row
from hjemmebane.edges.jobs.demo.families import number_of
from hjemmebane.edges.jobs.demo.greater import Greater
from hjemmebane.edges.jobs.demo.writing import as_kept
from hjemmebane.records.access.bulk import Batch, pack, shape

CHUNK = 200
# Tables whose rows are the staff's: what points to them is an id already.
STAFF = frozenset({"access.Unit", "access.Team", "access.User"})
HEAD = 6


@dataclass(frozen=True, slots=True)
class Told:
    """What the clerk must know of one family: its cases, rows and birthdays."""

    cases: int
    counts: dict[str, int]
    heads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """What a chunk is given: which families are wanted, where their ids begin, and numbers."""

    wanted: tuple[int, ...]
    begins: dict[str, int]
    numbers: tuple[tuple[str, ...], ...]


@dataclass
class Clerk:
    """Counts what is written: rows of each table, persons of each birthday, cases left."""

    left: int
    begins: dict[str, int]
    birthdays: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def place(self, chunk: list[Told]) -> Places:
        """Return the places of a chunk; families that would be a case too many are not wanted."""
        begins = dict(self.begins)
        wanted, numbers = [], []
        for place, told in enumerate(chunk):
            if self.left == 0 or told.cases > self.left:
                continue
            self.left -= told.cases
            wanted.append(place)
            numbers.append(tuple(self._number(head) for head in told.heads))
            for table, count in told.counts.items():
                self.begins[table] += count
        return Places(tuple(wanted), begins, tuple(numbers))

    def _number(self, head: str) -> str:
        self.birthdays[head] += 1
        return number_of(head, self.birthdays[head])


def clerk_for(greater: Greater) -> Clerk:
    """Return the clerk as it stands when the cast is written and nothing else."""
    book = greater.cast.book
    counts = {table: len(book.of(table)) for table in TABLES}
    birthdays = defaultdict(int, greater.cast.numbers)
    return Clerk(greater.scale.cases - counts["cases.Case"], counts, birthdays)


def tell(greater: Greater, first: int, size: int) -> tuple[list[Book], list[Told]]:
    """Tell some families; return their books, and what the clerk must know."""
    books = [greater.family(number) for number in range(first, first + size)]
    return books, [_told(book) for book in books]


def _told(book: Book) -> Told:
    counts = {table: len(rows) for table, rows in book.rows.items() if rows}
    heads = tuple(row["digits"][:HEAD] for row in book.of("people.PersonNumber"))
    return Told(counts.get("cases.Case", 0), counts, heads)


def packed(books: list[Book], places: Places) -> Batch:
    """Return the wanted families' rows, sealed and packed by table."""
    rows = joined(books, places)
    batch = Batch(len(rows["cases.Case"]))
    for table, own in rows.items():
        if own:
            batch.rows[table] = len(own)
            batch.packed[table] = pack(table, as_kept(table, rows))
    return batch


def joined(books: list[Book], places: Places) -> dict[str, list[Row]]:
    """Return the wanted families' rows by table, with their real ids and numbers."""
    begins = dict(places.begins)
    found: dict[str, list[Row]] = {table: [] for table in TABLES}
    for place, numbers in zip(places.wanted, places.numbers, strict=True):
        rows = books[place].rows
        for row, digits in zip(rows["people.PersonNumber"], numbers, strict=True):
            row["digits"] = digits
        _shift(rows, begins)
        for table, own in rows.items():
            if own:
                begins[table] += len(own)
                found[table] += own
    return found


def _shift(rows: dict[str, list[Row]], begins: dict[str, int]) -> None:
    """Move every id of a family's rows, and every pointer inside the family, to its real place."""
    for table, own in rows.items():
        if own:
            _move(own, "id", begins[table])
            for column, target in shape(table).points:
                if target not in STAFF:
                    _move(own, column, begins.get(target, 0))
    for row in rows["cases.Case"]:
        row["number"] = f"{row['number'][:4]}-{row['dossier_id']:06d}"


def _move(rows: list[Row], column: str, by: int) -> None:
    for row in rows:
        value = row.get(column)
        if value is not None:
            row[column] = value + by


# ------------------------------------------------------------------ one process, or several


def batches(
    greater: Greater, clerk: Clerk, *, workers: int = 0, chunk: int = CHUNK
) -> Iterator[Batch]:
    """Tell families until the wanted number of cases is reached; yield them in order."""
    if workers < 1:
        return _alone(greater, clerk, chunk)
    return _together(greater, clerk, workers, chunk)


def _alone(greater: Greater, clerk: Clerk, chunk: int) -> Iterator[Batch]:
    first = 0
    while clerk.left > 0:
        books, told = tell(greater, first, chunk)
        yield packed(books, clerk.place(told))
        first += chunk


def _together(greater: Greater, clerk: Clerk, workers: int, chunk: int) -> Iterator[Batch]:
    """Let some processes tell in turn; while a batch is written the next ones are told.

    They are started at once, while this process has kept little and freed less: a row that is told
    into what a large process has freed lies far from its neighbours, and costs twice the time.
    """
    context = multiprocessing.get_context("fork")
    tellers: list[tuple[BaseProcess, Connection]] = []
    gc.freeze()
    for number in range(workers):
        ours, theirs = context.Pipe()
        start, step = number * chunk, workers * chunk
        process = context.Process(
            target=_serve, args=(theirs, greater, start, step, chunk), daemon=True
        )
        process.start()
        theirs.close()
        tellers.append((process, ours))
    gc.unfreeze()
    return _heard(tellers, clerk)


def _heard(tellers: list[tuple[BaseProcess, Connection]], clerk: Clerk) -> Iterator[Batch]:
    """Give each chunk its places and yield its batch, until no more cases are wanted.

    Places are given ahead, in turn: the others pack theirs while one batch is written.
    """
    placed: deque[Connection] = deque()
    try:
        turn = 0
        while clerk.left > 0 or placed:
            if clerk.left > 0 and len(placed) < len(tellers):
                line = tellers[turn % len(tellers)][1]
                line.send(clerk.place(line.recv()))
                placed.append(line)
                turn += 1
            else:
                yield placed.popleft().recv()
    finally:
        for process, line in tellers:
            process.terminate()
            process.join()
            line.close()


def _serve(line: Connection, greater: Greater, start: int, step: int, chunk: int) -> None:
    """Tell one's own chunks, one after another, until nobody is at the other end of the line."""
    gc.disable()
    first = start
    with suppress(EOFError, BrokenPipeError):
        while True:
            books, told = tell(greater, first, chunk)
            line.send(told)
            line.send(packed(books, line.recv()))
            del books
            gc.collect()
            first += step
