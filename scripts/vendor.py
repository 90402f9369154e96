"""Copy what a page needs from node_modules into hjemmebane/ui/static/vendor (never committed)."""

import hashlib
import json
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
TARGET = ROOT / "hjemmebane" / "ui" / "static" / "vendor"

SOURCE_MAP = re.compile(r"(/\*[#@]\s*sourceMappingURL=[^*]*\*/|//[#@]\s*sourceMappingURL=\S*)")
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
FONT_SOURCES = re.compile(r"src\s*:[^;}]*(?:;\s*src\s*:[^;}]*)*")
WOFF2 = re.compile(r"url\([^)]*\.woff2[^)]*\)\s*format\([^)]*\)")
LOCAL_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)['\"]?\s*\)")

APACHE_TEXT = Path("/usr/share/common-licenses/Apache-2.0")
APACHE_LINE = (
    "The icons named in LICENSE.md are licensed under the Apache License, Version 2.0:\n"
    "https://www.apache.org/licenses/LICENSE-2.0.txt\n"
)


def main() -> int:
    """Build the vendor folder anew and write its manifest."""
    if not (MODULES / "dkfds").is_dir():
        print("node_modules is missing: run `make run` or `npm ci` first.", file=sys.stderr)
        return 1
    staging = TARGET.with_name("vendor.new")
    shutil.rmtree(staging, ignore_errors=True)
    copy_dkfds(staging / "dkfds")
    copy_htmx(staging / "htmx")
    write_manifest(staging)
    shutil.rmtree(TARGET, ignore_errors=True)
    staging.rename(TARGET)
    return 0


def copy_dkfds(target: Path) -> None:
    """Copy the design system: css, js, the fonts its css names, all icons, the licences."""
    source = MODULES / "dkfds" / "dist"
    css = only_woff2(without_source_map(read(source / "css" / "dkfds.min.css")))
    write(target / "css" / "dkfds.min.css", css)
    write(target / "js" / "dkfds.min.js", without_source_map(read(source / "js" / "dkfds.min.js")))
    for name in sorted(set(LOCAL_URL.findall(css))):
        if not name.startswith("data:"):
            inside = (Path("css") / name.split("#")[0].split("?")[0]).as_posix()
            copy(source / inside, target / inside)
    for icon in sorted((source / "img" / "svg-icons").glob("*.svg")):
        copy(icon, target / "img" / "svg-icons" / icon.name)
    copy(source / "img" / "all-svg-icons.svg", target / "img" / "all-svg-icons.svg")
    copy(source / "LICENSE.md", target / "LICENSE.md")
    fonts = source / "fonts" / "IBMPlexSans" / "complete" / "woff2" / "license.txt"
    copy(fonts, target / "OFL-1.1.txt")
    apache = read(APACHE_TEXT) if APACHE_TEXT.is_file() else APACHE_LINE
    write(target / "Apache-2.0.txt", apache)


def copy_htmx(target: Path) -> None:
    """Copy htmx and its licence."""
    source = MODULES / "htmx.org"
    write(target / "htmx.min.js", without_source_map(read(source / "dist" / "htmx.min.js")))
    copy(source / "LICENSE", target / "LICENSE")


def write_manifest(folder: Path) -> None:
    """Write name, version, licence and every file's checksum."""
    packages = []
    for name, place in (("dkfds", "dkfds"), ("htmx.org", "htmx")):
        about = json.loads(read(MODULES / name / "package.json"))
        files = sorted(path for path in (folder / place).rglob("*") if path.is_file())
        packages.append(
            {
                "name": name,
                "version": about["version"],
                "licence": about["license"],
                "folder": place,
                "files": {
                    path.relative_to(folder).as_posix(): hashlib.sha256(
                        path.read_bytes()
                    ).hexdigest()
                    for path in files
                },
            }
        )
    write(folder / "manifest.json", json.dumps({"packages": packages}, indent=1) + "\n")


def without_source_map(text: str) -> str:
    """Return the text without the comment that names a source map we do not ship."""
    return SOURCE_MAP.sub("", text)


def only_woff2(css: str) -> str:
    """Return the css with each font face reduced to the one format every browser reads."""
    return FONT_FACE.sub(lambda face: FONT_SOURCES.sub(_woff2_source, face.group(0)), css)


def _woff2_source(found: re.Match[str]) -> str:
    woff2 = WOFF2.search(found.group(0))
    return f"src:{woff2.group(0)}" if woff2 else found.group(0)


def read(path: Path) -> str:
    """Return a text file's content."""
    return path.read_text(encoding="utf-8")


def write(path: Path, text: str) -> None:
    """Write a text file, its folder included."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def copy(source: Path, target: Path) -> None:
    """Copy one file, its folder included."""
    # A relative path such as css/../img/x.svg lands where the css will look for it.
    target = Path(target.parent.resolve()) / target.name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source.resolve(), target)


if __name__ == "__main__":
    sys.exit(main())
