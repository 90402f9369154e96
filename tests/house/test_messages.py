"""Words: all that families meet is marked, and stands in every language there is."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from scripts import messages
from tests.house.building import PACKAGE, listing, sources, templates, text, tree, where

CATALOGUES = sorted(messages.LOCALE.glob("*/LC_MESSAGES/django.po"))
FAMILYS = (
    PACKAGE / "edges" / "family",
    PACKAGE / "ui" / "templates" / "layouts",
    PACKAGE / "config" / "templates" / "entrance",
)
STAFFS = {"staff.html", "partner.html"}
MARKED = {"_", "gettext", "gettext_lazy", "gettext_noop", "told", "ngettext"}
# What stands in a page and is no words: the product's name, a format, a number to call.
NAMES = {"Hjemmebane", "Demo", "PDF", "Word"}
TEMPLATES_OWN = re.compile(r"{%.*?%}|{{.*?}}", re.S)
CUT = "\x00"
NAMED = ("aria-label", "placeholder", "alt")
PLACEHOLDER = re.compile(r"%\(\w+\)s|%[A-Z]")


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_every_marked_word_has_its_translation_and_none_is_a_guess(path: Path):
    kept = messages.read(path)
    wanted = {message.id for message in messages.template() if message.id}
    have = {message.id for message in kept if message.id}
    assert wanted - have == set(), "run `make messages` and write what is missing"
    assert have - wanted == set(), "run `make messages`: no page says these any more"
    bare = [str(m.id) for m in kept if m.id and not messages.is_translated(m.string)]
    assert bare == [], listing(bare)
    assert [str(m.id) for m in kept if m.id and m.fuzzy] == []
    assert not kept.obsolete


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_translation_keeps_the_placeholders_and_the_marks_of_its_source(path: Path):
    wrong = []
    for message in messages.read(path):
        sources_ = [message.id] if isinstance(message.id, str) else list(message.id)
        words = [message.string] if isinstance(message.string, str) else list(message.string)
        for source, said in zip(sources_, words, strict=True):
            same_tags = re.findall(r"<[^>]+>", source) == re.findall(r"<[^>]+>", said)
            same = set(PLACEHOLDER.findall(source)) == set(PLACEHOLDER.findall(said))
            if message.id and not (same and same_tags):
                wrong.append(f"{source!r} -> {said!r}")
    assert wrong == [], listing(wrong)


def test_no_word_stands_unmarked_in_a_template_that_families_see():
    bare = [
        f"{where(path)}: {words}" for path in family_templates() for words in words_unmarked(path)
    ]
    assert bare == [], listing(bare)


def test_no_sentence_stands_unmarked_in_the_python_of_the_familys_door():
    bare = [
        f"{where(path, node)}: {node.value!r}"
        for path in sources()
        if path.is_relative_to(PACKAGE / "edges" / "family")
        for node in sentences_unmarked(path)
    ]
    assert bare == [], listing(bare)


def test_no_mark_stands_inside_an_f_string_where_the_reader_cannot_find_it():
    hidden = [
        where(path, node)
        for path in sources()
        for outer in ast.walk(tree(path))
        if isinstance(outer, ast.JoinedStr)
        for node in ast.walk(outer)
        if is_mark(node)
    ]
    assert hidden == [], listing(hidden)


def family_templates() -> list[Path]:
    """Return the templates that a family's or a stranger's page is made of."""
    return [
        path
        for path in templates()
        if path.name not in STAFFS and any(path.is_relative_to(room) for room in FAMILYS)
    ]


def words_unmarked(path: Path) -> list[str]:
    """Return the words of a template that stand outside every mark for translation."""
    source = re.sub(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", "", text(path), flags=re.S)
    source = re.sub(r"{%\s*blocktranslate.*?endblocktranslate\s*%}", "", source, flags=re.S)
    given = re.findall(r"\b(?:text|title|lead|submit|note)=[\"']([^\"']+)[\"']", source)
    source = re.sub(r"{% block \w+_class %}.*?{% endblock %}", "", source)
    source = re.sub(r"<[^<>]*>", lambda tag: TEMPLATES_OWN.sub(" ", tag[0]), source)
    page = BeautifulSoup(TEMPLATES_OWN.sub(CUT, source), "html.parser")
    labels = [tag[name] for tag in page.find_all(True) for name in NAMED if tag.has_attr(name)]
    shown = CUT.join([*page.strings, *(str(label) for label in labels)])
    found = [*given, *(words.strip(" ·\n") for words in shown.split(CUT))]
    return [words for words in found if re.search(r"\w\w", words) and words not in NAMES]


def sentences_unmarked(path: Path) -> Iterator[ast.Constant]:
    """Yield the texts of a Python file that read like a sentence and carry no mark."""
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    marked = {id(one) for node in ast.walk(tree(path)) if is_mark(node) for one in ast.walk(node)}
    for node in ast.walk(tree(path)):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            continue
        if id(node) in documented | marked:
            continue
        if re.search(r"[æøåÆØÅ]|\w\w+ \w\w+", node.value):
            yield node


def is_mark(node: ast.AST) -> bool:
    """Return whether a node marks words for translation."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKED
