"""The last good catalogue is kept, so that a broken file never stops the municipality."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hjemmebane.catalogue.contents import Catalogue
from hjemmebane.catalogue.examples import check_examples
from hjemmebane.catalogue.files import CatalogueError
from hjemmebane.catalogue.reading import load


def load_checked(directories: Sequence[Path]) -> Catalogue:
    """Return the catalogue whose worked examples all come true."""
    catalogue = load(directories)
    faults = check_examples(catalogue)
    if faults:
        raise CatalogueError(faults)
    return catalogue


def load_or_last_good(directories: Sequence[Path], keep: Path) -> Catalogue:
    """Return the catalogue, or the last good one together with what is wrong with the newest."""
    try:
        catalogue = load_checked(directories)
    except CatalogueError as error:
        kept = sorted(path for path in keep.glob("good/*") if path.is_dir())
        if not kept:
            raise
        return load([path / "catalogue" for path in kept]).with_problems(error.problems)
    _keep(directories, keep, catalogue.content_hash)
    return catalogue


def _keep(directories: Sequence[Path], keep: Path, content_hash: str) -> None:
    stamp = keep / "good" / "hash.txt"
    if stamp.is_file() and stamp.read_text("utf-8") == content_hash:
        return
    keep.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=keep))
    for number, directory in enumerate(directories):
        shutil.copytree(directory, fresh / str(number) / "catalogue")
    (fresh / "hash.txt").write_text(content_hash, "utf-8")
    shutil.rmtree(keep / "good", ignore_errors=True)
    fresh.rename(keep / "good")
