"""Run inside a filled municipality: who and what to measure with, and a token for the API."""

import json

from hjemmebane import clock
from hjemmebane.domain.access import RoleKey
from hjemmebane.domain.service_accounts import Scope
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import RoleAssignment, Team, Unit, User
from hjemmebane.records.access.service_accounts import make_account
from hjemmebane.records.cases.models import Case
from hjemmebane.records.people.models import Family

READERS = {
    "anna": "rådgiver, egne sager",
    "camilla": "teamleder, teamets sager",
    "rune": "myndighedsleder, alle sager",
}
SAMPLE = 400


def tell() -> dict[str, object]:
    """Return ids to measure with, and make the account that asks."""
    team, adviser = _elsewhere()
    ids = list(
        Case.objects.filter(closed_at__isnull=True, dossier__is_restricted=False).values_list(
            "public_id", flat=True
        )
    )
    step = max(1, len(ids) // SAMPLE)
    return {
        "readers": [
            {"key": key, "says": says, "user_id": str(_user(key).public_id)}
            for key, says in READERS.items()
        ],
        "token": _token(team),
        "team_id": str(team.public_id),
        "adviser_id": str(adviser.public_id),
        "cases": [str(public_id) for public_id in ids[::step][:SAMPLE]],
        "open_cases": len(ids),
        "long_family": str(Family.objects.filter(name__endswith="Langkjær").latest("pk").public_id),
    }


def _elsewhere() -> tuple[Team, User]:
    """Return a team and adviser other than Anna's: what the bench opens is not on her pages."""
    hers = RoleAssignment.objects.filter(user=_user("anna"), team__isnull=False)
    rows = RoleAssignment.objects.filter(role=RoleKey.ADVISER, team__isnull=False)
    row = rows.exclude(team__in=hers.values("team")).select_related("team", "user").earliest("pk")
    if row.team is None:
        raise LookupError("no other team has an adviser")
    return row.team, row.user


def _user(key: str) -> User:
    return User.objects.filter(name__istartswith=f"{key} ").earliest("pk")


def _token(team: Team) -> str:
    units = Unit.objects.filter(kind=team.unit.kind)
    _, token = make_account(
        by=SYSTEM,
        name=f"Måling {clock.now():%Y-%m-%d %H:%M:%S}",
        purpose="Måling af svartider",
        owner_unit=team.unit,
        scopes=tuple(Scope),
        units=list(units),
    )
    return token


if __name__ == "__main__":
    print(json.dumps(tell()))
