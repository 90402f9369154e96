"""From the book to the tables: numbers are sealed, and everything is written by one action."""

from typing import Any, cast

from hjemmebane.edges.jobs.demo.book import TABLES, Book, Row
from hjemmebane.edges.jobs.demo.standing import first_night
from hjemmebane.gateways import keyring
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.bulk import write_demo
from hjemmebane.records.feedback.asking import hash_of, token_of
from hjemmebane.records.people.queries import number_context


class Named:
    """A person by public id only: all that a number's seal is bound to."""

    def __init__(self, public_id: Any) -> None:
        self.public_id = public_id


class Unsigned(Named):
    """A feedback link by public id only: all that its address follows from."""

    token_hash = ""


def write(book: Book) -> int:
    """Write every row of the book; return how many."""
    written = write_demo(by=SYSTEM, rows=first_rows(book))
    first_night()
    return written


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


def signed_links(links: list[Row]) -> list[Row]:
    """Return feedback links with the mark of their address, as the feedback record keeps it."""
    return [
        row | {"token_hash": hash_of(token_of(cast(Any, Unsigned(row["public_id"]))))}
        for row in links
    ]


def first_rows(book: Book) -> list[tuple[str, list[Row]]]:
    """Return the rows of a book by table, sealed, in the order they can be written."""
    return [(table, as_kept(table, book.rows)) for table in TABLES if book.of(table)]


def as_kept(table: str, rows: dict[str, list[Row]]) -> list[Row]:
    """Return the rows of a table as the database keeps them: what needs a key is sealed."""
    if table == "people.PersonNumber":
        return sealed_rows(rows[table], rows["people.Person"])
    return signed_links(rows[table]) if table == "feedback.FeedbackLink" else rows[table]
