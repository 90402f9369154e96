"""What there is to visit, asked of a running demo's own data: printed as JSON for the journeys.

Run with Django set up on that demo (`DemoServer.ask`).
"""

import json
import sys
from itertools import islice

from django.urls import reverse

from hjemmebane.records.access.models import User
from tests.journeys import visits
from tests.journeys.scenes import TRIES, browser, set_scenes
from tests.journeys.visits import Visit


def main() -> None:
    """Set the scenes and print the plan."""
    set_scenes()
    plan: dict[str, list[object]] = {"visits": [], "posts": [], "problems": []}
    # The API has no pages: its operations are called, with every account and member of the cast,
    # by the matrix and by tests/edges/test_api*.py.
    names = [
        name
        for name in visits.addresses()
        if not (visits.is_library(name) or name.startswith("api:"))
    ]
    for name in sorted(set(visits.VISITS) - set(names)):
        plan["problems"].append(f"{name} is visited and does not exist")
    for name in names:
        add(plan, name)
    json.dump(plan, sys.stdout)


def add(plan: dict[str, list[object]], name: str) -> None:
    """Add the visits of one address, or why there is none."""
    visit = visits.VISITS.get(name)
    if visit is None:
        plan["problems"].append(f"{name} has no visit: add it to tests/journeys/visits.py")
        return
    if visit.kind is visits.Kind.POST:
        found = next(iter(islice(visit.find(None), 1)), None)
        if found is not None:
            plan["posts"].append([name, reverse(name, kwargs=found)])
        return
    for who in visit.who:
        address = first_open(name, visit, who)
        if address:
            plan["visits"].append([name, visit.kind.value, who, address])
        else:
            plan["problems"].append(f"{name} could not be opened by {who or 'nobody'}")


def first_open(name: str, visit: Visit, who: str) -> str:
    """Return the first address of a kind that opens for somebody; nothing where none does."""
    user = User.objects.get(name=who) if who else None
    client = browser(who)
    wanted = {visits.Kind.AWAY: 302}.get(visit.kind, 200)
    for kwargs in islice(visit.find(user), TRIES):
        address = reverse(name, kwargs=kwargs)
        if client.get(address).status_code == wanted:
            return address
    return ""


if __name__ == "__main__":
    main()
