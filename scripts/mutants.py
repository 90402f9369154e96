"""Break the line behind a promise, and demand that its tests turn red.

    make requirements SAMPLE=10           ten promises drawn, a new draw each day
    make requirements SAMPLE=10 SEED=7    the same ten again
    make requirements SAMPLE=all          every promise that carries a test

`tests/mutants.toml` lists for each promise one line of production code or catalogue and what stands
in its place while the promise is broken. It happens in a copy; the tree itself is never touched.
"""

import random
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LISTED = ROOT / "tests" / "mutants.toml"
MADE_BY_SETUP = (".venv", "node_modules", "hjemmebane/ui/static/vendor")
TESTS_FAILED = 1
SECONDS_AT_MOST = 600


@dataclass(frozen=True)
class Mutant:
    """One promise broken: in `file`, `find` (which stands there once) becomes `put`."""

    promise: str
    file: str
    find: str
    put: str

    def problem(self) -> str:
        """Return what is wrong with the mutant, or nothing."""
        path = ROOT / self.file
        if not path.is_file():
            return f"{self.promise}: {self.file} does not exist"
        if self.file.startswith("tests/"):
            return f"{self.promise}: a test is not what keeps a promise"
        stands = path.read_text(encoding="utf-8").count(self.find)
        if stands != 1:
            return f"{self.promise}: its line stands {stands} times in {self.file}, once is asked"
        return f"{self.promise}: nothing is changed" if self.find == self.put else ""


def listed() -> dict[str, Mutant]:
    """Return the mutant of each promise, by id."""
    rows = tomllib.loads(LISTED.read_text(encoding="utf-8"))
    return {promise: Mutant(promise, **row) for promise, row in rows.items()}


def problems(kept: Iterable[str]) -> list[str]:
    """Return a sentence for each kept promise without a mutant, and each mutant that is off."""
    mutants, wanted = listed(), set(kept)
    found = [f"{promise}: no line is listed in tests/mutants.toml" for promise in wanted]
    found = [said for said in found if said.split(":")[0] not in mutants]
    found += [f"{promise}: listed, but no test carries it" for promise in set(mutants) - wanted]
    return sorted(found + [said for mutant in mutants.values() if (said := mutant.problem())])


def draw(promises: Sequence[str], count: str, seed: str) -> list[str]:
    """Return the promises to break: all of them, or a sample that the seed fixes."""
    if count == "all":
        return sorted(promises)
    return sorted(random.Random(seed).sample(sorted(promises), min(int(count), len(promises))))


def sample(tests: Mapping[str, Sequence[str]], count: str, seed: str) -> int:
    """Break each drawn promise in turn; return 1 where a broken promise left its tests green."""
    mutants = listed()
    drawn = draw([promise for promise in tests if promise in mutants], count, seed)
    survived = 0
    with tempfile.TemporaryDirectory(prefix="hjemmebane-mutants-") as folder:
        copy = copy_tree(Path(folder))
        for number, promise in enumerate(drawn, start=1):
            verdict, red = break_one(copy, mutants[promise], tests[promise])
            survived += not red
            print(f"{number:>3}/{len(drawn)} {promise:<12} {verdict}", flush=True)
    print(f"\n{len(drawn) - survived} of {len(drawn)} broken promises turned a test red.")
    return 1 if survived else 0


def copy_tree(folder: Path) -> Path:
    """Copy what git knows of the tree, and point at what set-up made."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    for name in MADE_BY_SETUP:
        if (ROOT / name).exists():
            (folder / name).symlink_to(ROOT / name)
    return folder


def break_one(copy: Path, mutant: Mutant, tests: Sequence[str]) -> tuple[str, bool]:
    """Return in words what the tests said of one broken promise, and whether they turned red."""
    path = copy / mutant.file
    whole = path.read_text(encoding="utf-8")
    if whole.count(mutant.find) != 1:
        return f"its line is not found once in {mutant.file}", False
    path.write_text(whole.replace(mutant.find, mutant.put), encoding="utf-8")
    try:
        code = run_tests(copy, tests)
    finally:
        path.write_text(whole, encoding="utf-8")
    line = whole[: whole.index(mutant.find)].count("\n") + 1
    place = f"{mutant.file}:{line}"
    if code == TESTS_FAILED:
        return f"red, as it should be, without {place}", True
    why = "its tests stay green" if code == 0 else f"its tests could not run (exit {code})"
    return f"{why} without {place}", False


def run_tests(copy: Path, tests: Sequence[str]) -> int:
    """Run the tests of one promise in the copy; return pytest's exit code."""
    command = [
        *(str(copy / ".venv" / "bin" / "python"), "-B", "-m", "pytest", "-q", "-x"),
        *("-p", "no:cacheprovider", *tests),
    ]
    done = subprocess.run(
        command, cwd=copy, capture_output=True, check=False, timeout=SECONDS_AT_MOST
    )
    return done.returncode


if __name__ == "__main__":
    sys.exit("Call it through `make requirements SAMPLE=10`.")
