"""Walk the main job unattended: a fresh demo, a headless browser, a picture of each step.

    python -m scripts.walk              pictures under var/walk/
    python -m scripts.walk --pictures   and the few that README shows to docs/pictures/

Every step asserts what the person would look for; the first that fails ends the walk with its name,
its address and what the page said.
"""

import argparse
import shutil
import sys
import time
from pathlib import Path

from playwright.sync_api import Browser

from scripts.demo_server import DemoServer, DidNotStart
from tests.browser import PHONE, chromium
from tests.journeys.stage import Stage
from tests.journeys.steps import MAIN_JOB

ROOT = Path(__file__).resolve().parent.parent
WALKED = ROOT / "var" / "walk"
SHOWN = ROOT / "docs" / "pictures"
FAMILIES = 300
TALL = {"width": 1440, "height": 1300}
# What README shows: name, who, address, links to follow, whether on a phone.
PICTURES = (
    ("min-dag-1440", "Anna Lund", "/", (), False),
    ("min-dag-390", "Dorte Kjær", "/", (), True),
    ("familien-1440", "Anna Lund", "/familier/", ("Holm",), False),
    ("forloeb-1440", "Dorte Kjær", "/", ("Holm",), False),
    ("kontaktnotat-390", "Dorte Kjær", "/", ("Skriv notat",), True),
    ("familiens-side-390", "Frida", "/min-side/", (), True),
)


def main() -> int:
    """Walk, and return 0 only when every step saw what it looked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", action="store_true", help="renew docs/pictures/")
    options = parser.parse_args()
    began = time.monotonic()
    shutil.rmtree(WALKED, ignore_errors=True)
    server = DemoServer(families=FAMILIES)
    try:
        print("Making a demo of its own …", flush=True)
        server.prepare()
        server.start()
        with chromium() as browser:
            stage = Stage(server, browser, pictures=WALKED)
            if options.pictures:
                take_pictures(server, browser)
            walk(stage)
    except (AssertionError, DidNotStart) as error:
        tell(error, server)
        return 1
    finally:
        server.remove()
    seconds = time.monotonic() - began
    print(
        f"The main job was walked in {seconds:.0f} seconds; {len(stage.stops)} pictures: {WALKED}"
    )
    return 0


def walk(stage: Stage) -> None:
    """Take every step in order, and look at what was found on the way."""
    for step in MAIN_JOB:
        began = time.monotonic()
        try:
            step(stage)
        except Exception as error:
            raise AssertionError(f"{step.__name__}: {step.__doc__}\n{error}") from error
        print(f"  {time.monotonic() - began:5.1f} s  {step.__doc__}", flush=True)
    stage.nothing_found()


def take_pictures(server: DemoServer, browser: Browser) -> None:
    """Take the pictures that README shows."""
    stage = Stage(server, browser, pictures=SHOWN)
    for name, who, address, links, is_phone in PICTURES:
        with stage.as_person(who, phone=is_phone) as person:
            person.go(address)
            for link in links:
                person.follow(link)
                person.page.wait_for_load_state("load")
            person.page.set_viewport_size(PHONE if is_phone else TALL)  # type: ignore[arg-type]
            person.picture(name, full=False)


def tell(error: BaseException, server: DemoServer) -> None:
    """Print what went wrong, what the page said and what the server logged."""
    print(f"\nThe walk stopped.\n{error}", file=sys.stderr)
    for one in (error, error.__cause__):
        for note in getattr(one, "__notes__", []):
            print(note, file=sys.stderr)
    print(server.logged(), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
