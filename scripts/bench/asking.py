"""Run inside a filled municipality: who and what to measure with, and a token for the API."""

import json

from hjemmebane import clock
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
    anna = _user("anna")
    team = RoleAssignment.objects.get(user=anna, team__isnull=False).team
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
        "team_id": str(team and team.public_id),
        "adviser_id": str(anna.public_id),
        "cases": [str(public_id) for public_id in ids[::step][:SAMPLE]],
        "open_cases": len(ids),
        "long_family": str(Family.objects.filter(name__endswith="Langkjær").latest("pk").public_id),
    }


def _user(key: str) -> User:
    return User.objects.filter(name__istartswith=f"{key} ").earliest("pk")


def _token(team: Team | None) -> str:
    if team is None:
        raise LookupError("Anna has no team")
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
