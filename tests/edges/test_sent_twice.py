"""Every form of the house, sent twice as it stood: what it says is kept once.

A double click, a slow line and Back all send the same form again. What two at once do on two
connections is tried in tests/records/test_races*.py.
"""

import pytest

from tests.cast import World
from tests.edges.bad_input import DOORS, Found, client_of, forms_at
from tests.edges.sending import rows, sent, undone
from tests.made_once import made_once
from tests.matrix.world import make_full_world

LOGS = {"AuditLine"}
"""What tells of every try."""


@pytest.fixture
def full(db: None, clock_set: None) -> World:
    """Return the world full of canaries."""
    return made_once(make_full_world)


def added_by_the_second(world: World, who: str, one: Found) -> dict[str, int]:
    """Return the rows that sending a form again added, by table."""
    client = client_of(world, who)
    with undone():
        sent(client, one.target, one.right)
        once = rows()
        answer = sent(client, one.target, one.right)
        assert answer.status_code < 500, one.key
        twice = rows()
    return {name: twice[name] - once[name] for name in once if twice[name] != once[name]}


@pytest.mark.parametrize("who", DOORS)
def test_no_form_sent_twice_writes_twice(full: World, who: str) -> None:
    added = {}
    for one in forms_at(full, who):
        more = added_by_the_second(full, who, one) if one.is_taken else {}
        if set(more) - LOGS:
            added[one.key] = more
    assert added == {}
