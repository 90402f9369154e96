"""Every column has a retention class, every noun a word, every required field a rule."""

import importlib
import pkgutil
import re
import tomllib

import pytest
from django import forms

from hjemmebane import edges
from scripts import glossary, requirements, retention
from tests.house.building import PACKAGE, ROOT, listing, text

RULE = re.compile(r"^(S\d-[A-Z]+-\d+|law: .{5,}|reason: .{10,})$")


@pytest.fixture(scope="module")
def policy() -> dict:
    return retention.read()


def test_every_column_has_a_retention_class(policy):
    assert retention.paste_ready() == "", (
        "add to catalogue/retention.toml, or let `python -m scripts.retention --write`:\n\n"
        + retention.paste_ready()
    )


def test_no_retention_line_outlives_its_column(policy):
    assert retention.stale(policy) == [], "drop these lines from catalogue/retention.toml"


def test_every_retention_class_in_use_says_how_long_why_and_by_what_law(policy):
    used = {name for fields in retention.rules(policy).values() for name in fields.values()}
    used |= set(policy.get("tables", {}).values())
    for name in used:
        told = policy["classes"].get(name, {})
        assert all(told.get(key) for key in ("keep", "why", "source")), name


def test_every_table_and_every_enum_has_its_word():
    missing = glossary.missing_lines()
    assert missing == [], "add to docs/glossary.md:" + listing(missing)


def test_no_word_is_left_open():
    open_words = [
        name for name, (danish, meaning) in glossary.words().items() if "…" in (danish, meaning)
    ]
    assert open_words == []


def test_every_required_field_has_a_rule_that_asks_for_it():
    rules = tomllib.loads(text(ROOT / "tests" / "house" / "required_fields.toml"))
    unnamed = [f'"{name}" = "…"' for name in required_fields() if name not in rules]
    assert unnamed == [], "add to tests/house/required_fields.toml:" + listing(unnamed)


def test_every_rule_named_for_a_field_is_one():
    rules = tomllib.loads(text(ROOT / "tests" / "house" / "required_fields.toml"))
    promises = requirements.read_promises()
    wrong = [
        f"{name}: {rule}"
        for name, rule in rules.items()
        if not RULE.match(rule) or (rule.startswith("S") and rule not in promises)
    ]
    assert wrong == [], listing(wrong)


def test_no_rule_is_named_for_a_field_that_is_not_required():
    rules = tomllib.loads(text(ROOT / "tests" / "house" / "required_fields.toml"))
    assert sorted(set(rules) - set(required_fields())) == []


def required_fields() -> list[str]:
    """Return `edge.capability.Form.field` for every field a form will not do without."""
    for module in pkgutil.walk_packages(edges.__path__, "hjemmebane.edges."):
        if "forms" in module.name:
            importlib.import_module(module.name)
    return sorted(
        f"{place(form)}.{form.__name__}.{name}"
        for form in forms_of_ours(forms.BaseForm)
        for name, field in form.base_fields.items()
        if field.required and not isinstance(field, forms.BooleanField)
    )


def forms_of_ours(above: type) -> set[type]:
    """Return every form class that stands in an edge."""
    below = set(above.__subclasses__())
    found = {form for form in below if form.__module__.startswith("hjemmebane.edges.")}
    return found.union(*(forms_of_ours(form) for form in below)) if below else found


def place(form: type) -> str:
    """Return where a form stands, without the words every place has."""
    return form.__module__.removeprefix("hjemmebane.edges.").replace(".forms", "")


def test_every_form_stands_where_the_inspector_looks():
    strays = [
        path.relative_to(PACKAGE).as_posix()
        for path in (PACKAGE / "edges").rglob("*.py")
        if "forms" not in path.parts
        and not path.name.endswith("forms.py")
        and re.search(r"class \w+\((forms\.)?Form\)", text(path))
    ]
    assert strays == [], "forms stand in forms.py:" + listing(strays)
