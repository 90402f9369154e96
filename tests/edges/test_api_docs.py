"""What docs/api.md shows is true: each of its calls is made as it stands there."""

import re
import shlex
from pathlib import Path

from django.test import Client

from tests.cast import World
from tests.edges.api_story import ROOT, a_caller

PAGE = Path(__file__).resolve().parents[2] / "docs" / "api.md"


def calls() -> list[list[str]]:
    """Return every call of the page, as a shell would split it."""
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)
    lines = re.split(r"\n(?=curl )", "\n".join(blocks).replace("\\\n", " "))
    return [shlex.split(line) for line in lines if line.startswith("curl ")]


def test_every_call_of_the_page_is_answered_as_agreed(world: World) -> None:
    caller = a_caller(world, units=("authority",))
    known = {"API": ROOT, "TOKEN": caller.token}
    assert len(calls()) >= 12

    def filled(text: str) -> str:
        return re.sub(r"\$([A-Z]+)", lambda found: known[found.group(1)], text)

    for words in calls():
        method, address = words[2], filled(words[3])
        headers = dict(
            filled(words[n + 1]).split(": ", 1) for n, word in enumerate(words) if word == "-H"
        )
        body = filled(words[words.index("-d") + 1]) if "-d" in words else ""
        kind = headers.pop("Content-Type", "application/json")
        answer = Client().generic(method, address, body, content_type=kind, headers=headers)
        assert answer.status_code in {200, 201}, (words, answer.content)
        told = answer.json()
        if "teams" in told:
            team = next(one for one in told["teams"] if one["name"] == "Team Nord")
            known |= {"TEAM": team["id"], "ADVISER": team["advisers"][0]["id"]}
        if "version" in told:
            known |= {"CASE": told["id"], "VERSION": told["version"]}


def test_the_page_of_the_description_is_ours_alone_and_nothing_is_inline(world: World) -> None:
    answer = Client().get(f"{ROOT}/docs")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert re.findall(r"(?:src|href)=\"(?!/|data:,)", text) == []
    assert re.findall(r"<script(?![^>]*\bsrc=)", text) == []
    assert "style=" not in text
    assert "script-src 'self'" in answer["Content-Security-Policy"]
