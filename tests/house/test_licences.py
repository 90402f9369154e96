"""What the product stands on may be handed out with it, and is told as it is."""

import pytest

from scripts import licences
from scripts.licences import Part


def test_the_list_is_what_is_installed():
    assert licences.PAGE.read_text(encoding="utf-8") == licences.page(), "run `make licences`"


def test_every_licence_is_known_and_goes_with_ours():
    assert [(part.name, part.licence) for part in licences.parts() if not part.is_fit] == []


def test_every_package_says_why_it_is_there():
    assert [part.name for part in licences.parts() if not part.why or "?" in part.why] == []


@pytest.mark.parametrize(
    ("licence", "is_fit"),
    [
        ("MIT", True),
        ("GPL-2.0-or-later OR LGPL-2.1-or-later", True),
        ("Apache-2.0 AND MIT", True),
        ("GPL-3.0-only", False),
        ("MIT AND SSPL-1.0", False),
        ("unknown", False),
        ("", False),
    ],
)
def test_an_unknown_or_unfit_licence_is_refused(licence: str, is_fit: bool):
    assert Part("x", "1", licence, "why").is_fit is is_fit
