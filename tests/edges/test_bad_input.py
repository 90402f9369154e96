"""Every form of the house, sent with what no person would write: never a fault, never a trace.

The forms are read from the rendered pages, so that one field is wrong and the others are right.
"""

import pytest

from tests.cast import World
from tests.edges.bad_input import (
    DOORS,
    NEVER_TAKEN,
    bad_bodies,
    client_of,
    faults_of,
    forms_at,
    of_what_runs,
)
from tests.edges.sending import rows
from tests.made_once import made_once
from tests.matrix.world import make_full_world


@pytest.fixture
def full(db: None, clock_set: None) -> World:
    """Return the world full of canaries."""
    return made_once(make_full_world)


@pytest.mark.parametrize("who", DOORS)
def test_no_form_breaks_or_writes_on_what_no_person_would_send(full: World, who: str) -> None:
    forms = forms_at(full, who)
    assert {one.key[0] for one in of_what_runs(forms) if not one.is_taken} - NEVER_TAKEN == set()
    client, before, faults = client_of(full, who), rows(), []
    for one in forms:
        for bad in bad_bodies(full, one):
            faults += faults_of(client, one, bad, before)
    assert faults == []
    assert forms
