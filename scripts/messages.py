"""The catalogue of messages: find every marked word, keep the translations, compile what is read.

Without a word it brings `locale/*/LC_MESSAGES/django.po` up to date; `--compile` writes the `.mo`
files beside them. Danish is the source language: a message's id is its Danish sentence.
"""

import io
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from hjemmebane import catalogue
from hjemmebane.domain.agenda import MEETING_LABELS
from hjemmebane.domain.documents import SECTION_TITLES
from hjemmebane.domain.instruments import Instrument
from hjemmebane.domain.people import GROUND_WORDS
from hjemmebane.domain.programmes import Programme

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "hjemmebane"
LOCALE = ROOT / "locale"
DOMAIN = "django"
# What marks a word in Python; `told` is gettext_noop: marked where it stands, said elsewhere.
MARKS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "told": None,
    "ngettext": (1, 2),
}
# Words of the domain that families meet.
WORDS = (GROUND_WORDS, MEETING_LABELS, SECTION_TITLES)
Message = str | tuple[str, ...]


def main(arguments: list[str]) -> None:
    """Update the catalogues, or compile them."""
    for path in sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        if "--compile" in arguments:
            compile_catalogue(path)
        else:
            update(path)


def compile_catalogue(path: Path) -> None:
    """Write the compiled catalogue that the pages read, beside its source."""
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, read(path))


def update(path: Path) -> None:
    """Add what is newly marked, drop what no longer is; never guess a translation."""
    kept = read(path)
    made_on = kept.creation_date
    kept.update(template(), no_fuzzy_matching=True)
    kept.obsolete.clear()
    kept.creation_date = made_on  # the same words give the same file
    with path.open("wb") as file:
        write_po(file, kept, width=100, sort_output=True, omit_header=False)
    missing = [str(one.id) for one in kept if one.id and not is_translated(one.string)]
    print(f"{path.relative_to(ROOT)}: {len(kept)} messages, {len(missing)} without words")


def read(path: Path) -> Catalog:
    """Return a catalogue from its source."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, domain=DOMAIN)


def is_translated(words: str | tuple[str, ...] | list[str] | None) -> bool:
    """Return whether a message has its words: all of them where it counts."""
    return bool(words) if isinstance(words, str) else bool(words) and all(words or ())


def template() -> Catalog:
    """Return everything there is to translate, with the files it stands in."""
    found = Catalog(project="Hjemmebane", domain=DOMAIN, charset="utf-8")
    for message, place in (*marked(), *told()):
        found.add(message, locations=[(place, 0)])
    return found


def marked() -> Iterator[tuple[Message, str]]:
    """Yield every message marked in Python and in templates."""
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            source = path.read_text(encoding="utf-8")
        elif path.suffix == ".html" and "static" not in path.parts:
            # In brackets, or the reader of Python would take a page's margins for its own.
            source = f"({templatize(path.read_text(encoding='utf-8'), origin=str(path))})"
        else:
            continue
        place = path.relative_to(ROOT).as_posix()
        for _line, message, _comments, _context in extract(
            "python", io.BytesIO(source.encode()), MARKS
        ):
            yield (message if isinstance(message, str) else tuple(message)), place


def told() -> Iterator[tuple[Message, str]]:
    """Yield the words of domain and catalogue that families meet: data, so no mark stands there."""
    found = catalogue.current()
    duty = found.profile.contacts["social_duty"]
    roles = tomllib.loads((ROOT / "catalogue" / "roles.toml").read_text(encoding="utf-8"))["roles"]
    by_place = {
        "hjemmebane/domain": [text for words in WORDS for text in words.values()],
        "catalogue/instruments": [text for one in found.instruments for text in asked(one)],
        "catalogue/programmes": [text for one in found.programmes for text in of_programme(one)],
        "catalogue/profiles": [duty.name, duty.hours],
        "catalogue/roles.toml": [
            text for role in roles.values() for text in (role["title"], role["title"].lower())
        ],
    }
    for place, texts in by_place.items():
        yield from ((text, place) for text in texts)


def of_programme(programme: Programme) -> Iterator[str]:
    """Yield what families meet of a programme: places to meet, and its page in plain words."""
    yield from (setting.title for setting in programme.settings)
    newest = catalogue.current().programme(programme.key)
    if programme.version == newest.version:
        yield from (programme.title, programme.purpose, programme.relevant)
        yield from (programme.runs, programme.ends, programme.evidence.words)
        yield from (text for phase in programme.phases for text in (phase.title, phase.about))


def asked(instrument: Instrument) -> list[str]:
    """Return every word of an instrument that stands before a family."""
    scale = instrument.scale
    steps = [step.words for step in scale.steps]
    questions = [item.text for item in instrument.items]
    ends = [scale.low_words, scale.high_words]
    return [*questions, *ends, *steps, instrument.validation_words]


if __name__ == "__main__":
    main(sys.argv[1:])
