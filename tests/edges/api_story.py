"""An account of another system, and how a test speaks with the API."""

import json
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client

from hjemmebane.domain.service_accounts import Scope
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import ServiceAccount
from hjemmebane.records.access.service_accounts import make_account
from tests.cast import World

ROOT = "/api/v1"


class Caller:
    """Speaks with the API as one account."""

    def __init__(self, account: ServiceAccount, token: str) -> None:
        self.account, self.token = account, token
        self.client = Client()

    def headers(self, **more: str) -> dict[str, str]:
        """Return the headers of a call."""
        return {"Authorization": f"Bearer {self.token}", **more}

    def get(self, path: str, **query: Any) -> HttpResponse:
        """Read."""
        return self.client.get(ROOT + path, query, headers=self.headers())

    def post(self, path: str, body: Any, key: str = "", **headers: str) -> HttpResponse:
        """Write, or search."""
        more = {"Idempotency-Key": key or str(uuid4()), **headers}
        return self.client.post(
            ROOT + path,
            body if isinstance(body, bytes) else json.dumps(body),
            content_type="application/json",
            headers=self.headers(**more),
        )


def a_caller(
    world: World,
    *teams: str,
    units: tuple[str, ...] = (),
    scopes: tuple[Scope, ...] = tuple(Scope),
    name: str = "Fagsystemet",
) -> Caller:
    """Return a caller whose account reaches some teams and units."""
    account, token = make_account(
        by=SYSTEM,
        name=name,
        purpose="Afprøvning",
        owner_unit=world.units["authority"],
        scopes=scopes,
        teams=[world.teams[key] for key in teams],
        units=[world.units[key] for key in units],
    )
    return Caller(account, token)


def a_child(**more: Any) -> dict[str, Any]:
    """Return a child as another system names one."""
    return {
        "role": "child",
        "given_name": "Alma",
        "family_name": "Zalma",
        "born_on": "2018-04-04",
        **more,
    }


def a_case(world: World, **more: Any) -> dict[str, Any]:
    """Return a case as another system opens one."""
    return {
        "persons": [a_child()],
        "aware_on": "2026-11-23",
        "team_id": str(world.teams["nord"].public_id),
        "adviser_id": str(world.anna.public_id),
        **more,
    }
