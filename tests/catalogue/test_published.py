"""What was published stays as it was; a new version says what becomes of what runs."""

import json
import shutil

import pytest

from hjemmebane.catalogue import CatalogueError, load_checked
from hjemmebane.catalogue.__main__ import main
from hjemmebane.catalogue.files import REPOSITORY, read_files
from hjemmebane.catalogue.lock import LOCK, published_entries, read_lock
from tests.catalogue.test_refusals import HERNING, LAW, change, problems

PROGRAMME = "programmes/home-support.toml"


@pytest.fixture
def copy(tmp_path):
    folder = tmp_path / "catalogue"
    shutil.copytree(REPOSITORY, folder)
    return folder


@pytest.fixture
def in_use(copy, monkeypatch):
    monkeypatch.setenv("HJEMMEBANE_CATALOGUE_DIRS", str(copy))
    return copy


def second_version(copy, of: str, on_running: str) -> None:
    """Write a second version of a local rule, from 2027 on, and end the first with 2026."""
    text = (copy / HERNING).read_text("utf-8")
    head, rule = text.split("[[rule]]", 1)
    assert f'key = "{of}"' in rule
    first = rule.replace("valid_from =", "valid_to = 2026-12-31\nvalid_from =", 1)
    fresh = rule.replace("version = 1", f"version = 2\n{on_running}", 1)
    fresh = fresh.replace("valid_from = 2020-01-01", "valid_from = 2027-01-01", 1)
    (copy / HERNING).write_text(f"{head}[[rule]]{first}\n[[rule]]{fresh}", "utf-8")


def test_everything_the_repository_ships_is_published():
    files, _ = read_files([REPOSITORY])
    drafts = set(published_entries(files)) - set(read_lock([REPOSITORY]))
    assert drafts == set(), "run `make publish KEY=…` for what is ready"


def test_a_published_version_that_was_changed_is_refused_and_the_field_is_named(copy):
    change(copy, PROGRAMME, "Hjælp til, at hverdagen", "Hjælp, så hverdagen")
    told = "programme home-support 1: is published and was changed (purpose)"
    assert told in problems(copy)


def test_the_words_of_a_letter_that_was_sent_stand(copy):
    change(copy, "letters/decisions.toml", "I får {measure}.", "I skal have {measure}.")
    assert "letter afgoerelse 1: is published and was changed (part)" in problems(copy)


def test_a_published_version_that_is_gone_is_refused(copy):
    (copy / PROGRAMME).unlink()
    assert "programme home-support 1: is published and is gone" in problems(copy)


def test_a_review_or_another_example_changes_nothing_that_was_published(copy):
    change(copy, PROGRAMME, "review_on = 2027-06-01", "review_on = 2028-06-01")
    load_checked([copy])


def test_a_field_is_frozen_whatever_the_order_of_its_keys(copy):
    change(copy, LAW, '{ count = 24, unit = "hours" }', '{ unit = "hours", count = 24 }')
    load_checked([copy])


def test_publishing_freezes_a_draft_and_never_writes_over_what_is_frozen(in_use, capsys):
    before = json.loads((in_use / LOCK).read_text("utf-8"))
    change(in_use, PROGRAMME, 'key = "home-support"', 'key = "home-help"')
    (in_use / LOCK).write_text(
        json.dumps({k: v for k, v in before.items() if "home-support" not in k}), "utf-8"
    )
    assert main(["publish", "home-help"]) == 0
    assert "programme home-help 1" in capsys.readouterr().out
    after = json.loads((in_use / LOCK).read_text("utf-8"))
    assert set(after) - set(before) == {"programme home-help 1"}
    change(in_use, PROGRAMME, "Hjælp til, at hverdagen", "Hjælp, så hverdagen")
    assert main(["publish", "home-help"]) == 1
    assert json.loads((in_use / LOCK).read_text("utf-8")) == after


def test_publishing_what_nothing_is_called_says_so(in_use, capsys):
    assert main(["publish", "luftkastel"]) == 2
    assert "Intet i kataloget hedder »luftkastel«" in capsys.readouterr().err
    assert main(["udgiv"]) == 2


def test_a_municipality_publishes_in_its_own_folder(copy, tmp_path, monkeypatch):
    own = tmp_path / "own"
    (own / "programmes").mkdir(parents=True)
    shutil.copy(copy / PROGRAMME, own / PROGRAMME)
    change(own, PROGRAMME, 'key = "home-support"', 'key = "home-help"')
    monkeypatch.setenv("HJEMMEBANE_CATALOGUE_DIRS", f"{copy}:{own}")
    before = (copy / LOCK).read_bytes()
    assert main(["publish", "all"]) == 0
    assert list(json.loads((own / LOCK).read_text("utf-8"))) == ["programme home-help 1"]
    assert (copy / LOCK).read_bytes() == before


def test_a_new_version_says_what_it_does_to_what_runs(copy):
    second_version(copy, "H-F4", "")
    assert "rule H-F4 version 2: says not what it does to what runs" in problems(copy)


def test_a_new_version_may_keep_reckon_or_ask_and_why(copy):
    second_version(copy, "H-F4", 'on_running = { do = "ask", why = "Rytmen er ny." }')
    rule = load_checked([copy]).rule("H-F4", 2)
    assert (rule.on_running.do, rule.on_running.why) == ("ask", "Rytmen er ny.")


def test_what_begins_otherwise_cannot_be_reckoned_from_the_old_beginning(copy):
    second_version(copy, "H-F4", 'on_running = { do = "re-reckon", why = "Rytmen er ny." }')
    text = (copy / HERNING).read_text("utf-8")
    head, fresh = text.rsplit('trigger = "follow_up_held"', 1)
    (copy / HERNING).write_text(f'{head}trigger = "plan_made"{fresh}', "utf-8")
    with pytest.raises(CatalogueError, match="begins otherwise, so what runs is kept"):
        load_checked([copy])
