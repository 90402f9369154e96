"""A catalogue with a fault is refused, and the sentence names the file and the place."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hjemmebane.catalogue import CatalogueError, load, load_checked
from hjemmebane.catalogue.files import REPOSITORY
from hjemmebane.catalogue.keeping import load_or_last_good
from hjemmebane.catalogue.lock import LOCK

LAW = "law/deadlines-barnets-lov.toml"
OLD_LAW = "law/deadlines-serviceloven.toml"
HERNING = "profiles/herning-2020.toml"


@pytest.fixture
def copy(tmp_path):
    """Return the catalogue as drafts; what is published is guarded in test_published."""
    folder = tmp_path / "catalogue"
    shutil.copytree(REPOSITORY, folder, ignore=shutil.ignore_patterns(LOCK))
    return folder


def change(copy: Path, name: str, old: str, new: str) -> None:
    path = copy / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def problems(copy: Path) -> str:
    with pytest.raises(CatalogueError) as refused:
        load_checked([copy])
    return "\n".join(refused.value.problems)


def test_a_rule_without_a_title_is_named_by_file_and_place(copy):
    text = (copy / LAW).read_text("utf-8")
    lines = text.splitlines()
    lines.remove(next(line for line in lines if line.startswith("title =")))
    (copy / LAW).write_text("\n".join(lines), "utf-8")
    expected = f"catalogue/{LAW}: $.rule[0]: 'title' is a required property"
    assert expected in problems(copy).splitlines()


FAULTS = [
    ("an unknown event", LAW, 'trigger = "became_aware"', 'trigger = "felt_like_it"', "felt_like"),
    ("an unknown field", LAW, "warn_days = 21", "warn_dayz = 21\nwarn_days = 21", "warn_dayz"),
    ("a count of text", LAW, "count = 4,", 'count = "4",', "is not of type 'integer'"),
    ("no unit", LAW, '{ count = 24, unit = "hours" }', "{ count = 24 }", "'unit' is a required"),
    ("a chosen day with a count", LAW, '{ unit = "case" }', '{ unit = "case", count = 1 }', "case"),
    ("no source", LAW, 'source = "Barnets lov §§ 91', 'sauce = "Barnets lov §§ 91', "'source'"),
    ("a fault in the TOML itself", LAW, "[[rule]]", "[[rule", "is not TOML"),
    ("a version twice", LAW, 'key = "P2"\nversion = 1', 'key = "F3"\nversion = 1', "stands"),
    ("an unverified rule", OLD_LAW, '"partly"', '"unverified"', "unverified rule cannot be active"),
    ("versions that overlap", OLD_LAW, "valid_to = 2023-12-31", "valid_to = 2024-06-01", "overlap"),
    ("outside its law", LAW, "valid_from = 2024-01-01", "valid_from = 2023-01-01", "outside"),
    ("a gap between two laws", "law/regimes.toml", "valid_to = 2023-12-31", "valid_to = 2023-12-30",
     "does not begin the day after"),
    ("an unknown rule beside", HERNING, '"F2", "F4"', '"F2", "F9"', "F9, which does not exist"),
    ("a local rule longer than the law", HERNING, "count = 3,", "count = 7,", "never longer"),
    ("an unknown legal basis", "law/measures.toml", '"bl_32"', '"bl_99"', "bl_99 does not exist"),
    ("a profile on nothing", HERNING, '"grundprofil"', '"luftkastel"', "luftkastel"),
    ("an example that is wrong", LAW, "due = 2028-02-29", "due = 2028-02-28", "2028-02-29, not"),
    ("a wrong state", LAW, 'state = "excepted"', 'state = "met"', "is excepted, not met"),
    ("a length that was changed", LAW, "count = 6, unit", "count = 7, unit", "U2 version 2"),
    ("no example after the day", HERNING, "now = 2026-11-13", "now = 2026-12-13", "example after"),
    ("an exception without example", HERNING, 'exception = { kind = "measures_ended", at = '
     "2026-10-01T10:00:00+02:00 }", "", "no example for the exception"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "old", "new", "says"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS]
)
def test_refused(copy, name, old, new, says):
    change(copy, name, old, new)
    assert says in problems(copy)


def test_a_programme_that_names_an_unknown_measure_is_refused(copy):
    change(copy, "programmes/home-support.toml", '"stoette_i_hjemmet"', '"trylleri"')
    assert "the measure trylleri does not exist" in problems(copy)


def test_a_second_folder_may_add_but_never_override(copy, tmp_path):
    own = tmp_path / "own"
    (own / "profiles").mkdir(parents=True)
    shutil.copy(copy / HERNING, own / "profiles" / "herning.toml")
    with pytest.raises(CatalogueError, match="profile herning-2020 stands already in catalogue/"):
        load([copy, own])
    change(own, "profiles/herning.toml", "herning-2020", "herning-2027")
    change(own, "profiles/herning.toml", '"H-F4"', '"H27-F4"')
    assert "herning-2027" in load([copy, own]).profiles


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CatalogueError, match="no such folder"):
        load([tmp_path / "gone"])


def test_the_hash_changes_with_any_file(copy):
    before = load([copy]).content_hash
    assert load([copy]).content_hash == before
    change(copy, HERNING, "Herning 2020", "Herning tyve tyve")
    assert load([copy]).content_hash != before


def test_the_last_good_catalogue_is_served_while_a_broken_one_waits(copy, tmp_path):
    keep = tmp_path / "kept"
    good = load_or_last_good([copy], keep)
    change(copy, LAW, "count = 6, unit", "count = 7, unit")
    served = load_or_last_good([copy], keep)
    assert (served.content_hash, served.rules) == (good.content_hash, good.rules)
    assert any("U2" in problem for problem in served.problems)
    assert good.problems == ()


def test_a_broken_catalogue_without_a_good_one_stops_the_start(copy, tmp_path):
    change(copy, LAW, "[[rule]]", "[[rule")
    with pytest.raises(CatalogueError):
        load_or_last_good([copy], tmp_path / "kept")


@pytest.mark.parametrize(("break_it", "code"), [(False, 0), (True, 1)])
def test_the_command_says_what_is_wrong_and_exits_with_1(copy, break_it, code):
    if break_it:
        change(copy, LAW, 'state = "excepted"', 'state = "met"')
    ran = subprocess.run(
        [sys.executable, "-m", "hjemmebane.catalogue"],
        env={"HJEMMEBANE_CATALOGUE_DIRS": str(copy), "PYTHONIOENCODING": "utf-8"},
        cwd=REPOSITORY.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == code
    assert ("Kataloget kan ikke bruges" in ran.stderr) is break_it
    assert ("Kataloget holder" in ran.stdout) is not break_it


INTENSIVE = "programmes/intensive-home-based-2.toml"
PROGRAMME_FAULTS = [
    ("a missing phase", 'ends_phase = "motivation"', 'ends_phase = "glemt"',
     "»Opfølgningsmøde« afslutter fasen »glemt«, som ikke findes"),
    ("a circular order", 'after = "final_report"', 'after = "outcome"', "Milepælene går i ring"),
    ("an unknown instrument", 'instrument = "goal-rating"', 'instrument = "spaakugle"',
     "programme intensive-home-based: the instrument spaakugle does not exist"),
    ("windows that overlap", "from_week = 5\nto_week = 8\nabout",
     "from_week = 4\nto_week = 8\nabout", "faser må hverken overlappe eller have hul"),
    ("negative weeks", "from_week = 1\nto_week = 4\nabout", "from_week = -1\nto_week = 4\nabout",
     "$.programme[0].phase[0].from_week: -1 is less than the minimum of 1"),
    ("an example that is wrong", "alliance: høj, givet 2 af 5", "alliance: høj, givet 5 af 5",
     "programme intensive-home-based version 2: Eksemplet »Uge 5: kortlægningen"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [row[1:] for row in PROGRAMME_FAULTS],
    ids=[row[0] for row in PROGRAMME_FAULTS],
)
def test_a_faulty_programme_is_refused_with_file_key_and_reason(copy, old, new, says):
    change(copy, INTENSIVE, old, new)
    told = problems(copy)
    assert says in told
    assert "intensive-home-based" in told


def test_the_last_good_catalogue_is_served_while_a_programme_is_broken(copy, tmp_path):
    keep = tmp_path / "kept"
    good = load_or_last_good([copy], keep)
    change(copy, INTENSIVE, 'after = "final_report"', 'after = "outcome"')
    served = load_or_last_good([copy], keep)
    assert served.programme("intensive-home-based") == good.programme("intensive-home-based")
    assert any("går i ring" in problem for problem in served.problems)


def own_programme(copy: Path, tmp_path: Path) -> Path:
    """Return a municipality's own folder with a variant of Styrket Familiebehandling."""
    own = tmp_path / "own"
    (own / "programmes").mkdir(parents=True)
    shutil.copy(copy / STRENGTHENED, own / STRENGTHENED)
    change(own, STRENGTHENED, 'key = "strengthened-family-treatment"', 'key = "lindeborg-families"')
    change(own, STRENGTHENED, 'version = "2023"', f'version = "1"\nbased_on = "{BASE}"')
    return own


STRENGTHENED = "programmes/strengthened-family-treatment.toml"
BASE = "strengthened-family-treatment 2023"


def test_a_municipality_adds_a_programme_as_one_file_of_its_own(copy, tmp_path):
    own = own_programme(copy, tmp_path)
    change(own, STRENGTHENED, 'title = "I Familiehuset"', 'title = "I Villa Lindeborg"')
    found = load_checked([copy, own]).programme("lindeborg-families")
    assert found.setting_title("family_house") == "I Villa Lindeborg"


def test_a_municipality_may_not_change_what_the_programme_it_builds_on_keeps_fixed(copy, tmp_path):
    own = own_programme(copy, tmp_path)
    change(own, STRENGTHENED, "agreed = 3", "agreed = 1")
    with pytest.raises(CatalogueError) as refused:
        load_checked([copy, own])
    assert (
        "programme lindeborg-families version 1: changes element (kerneelementerne), "
        f"which {BASE} keeps fixed"
    ) in refused.value.problems


def test_a_variant_of_nothing_is_refused(copy, tmp_path):
    own = own_programme(copy, tmp_path)
    change(own, STRENGTHENED, BASE, "luftkastel 1")
    with pytest.raises(CatalogueError, match="is based on luftkastel 1, which does not exist"):
        load_checked([copy, own])


@pytest.mark.parametrize(("break_it", "code"), [(False, 0), (True, 1)])
def test_make_catalogue_says_in_plain_words_what_is_wrong_with_an_own_programme(
    copy, tmp_path, break_it, code
):
    own = own_programme(copy, tmp_path)
    if break_it:
        change(own, STRENGTHENED, 'methods = ["multi_family"]', 'methods = ["grillaften"]')
    ran = subprocess.run(
        [sys.executable, "-m", "hjemmebane.catalogue"],
        env={"HJEMMEBANE_CATALOGUE_DIRS": f"{copy}:{own}", "PYTHONIOENCODING": "utf-8"},
        cwd=REPOSITORY.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == code
    told = (
        "own/programmes/strengthened-family-treatment.toml: lindeborg-families: Elementet "
        "»Aktivitet med flere familier« nævner metoden »grillaften«, som ikke findes."
    )
    assert (told in ran.stderr) is break_it
