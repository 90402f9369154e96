"""From the book to the tables: numbers are sealed, and everything is written by one action."""

from typing import Any, cast

from hjemmebane.edges.jobs.demo.book import TABLES, Book, Row
from hjemmebane.edges.jobs.demo.standing import count_all
from hjemmebane.gateways import keyring
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.bulk import write_demo
from hjemmebane.records.people.queries import number_context


class Named:
    """A person by public id only: all that a number's seal is bound to."""

    def __init__(self, public_id: Any) -> None:
        self.public_id = public_id


def write(book: Book) -> int:
    """Write every row of the book; return how many."""
    written = write_demo(by=SYSTEM, rows=first_rows(book))
    count_all()
    return written


def sealed(book: Book) -> list[Row]:
    """Return the persons' numbers sealed and indexed, as the people record keeps them."""
    return sealed_rows(book.of("people.PersonNumber"), book.of("people.Person"))


def sealed_rows(numbers: list[Row], people: list[Row]) -> list[Row]:
    """Return numbers sealed to the public ids of the people who have them."""
    ring = keyring.ring()
    persons = {row["id"]: row["public_id"] for row in people}
    found = []
    for row in numbers:
        context = number_context(cast(Any, Named(persons[row["person_id"]])))
        values = {key: value for key, value in row.items() if key != "digits"}
        values["sealed"] = ring.seal(row["digits"].encode(), context)
        values["index"] = ring.blind_index(row["digits"], row["register"])
        values["index_key"] = ring.newest("index")
        found.append(values)
    return found


def first_rows(book: Book) -> list[tuple[str, list[Row]]]:
    """Return the rows of a book by table, sealed, in the order they can be written."""
    tables = [(table, book.of(table)) for table in TABLES if book.of(table)]
    return [
        (table, sealed(book) if table == "people.PersonNumber" else rows) for table, rows in tables
    ]
