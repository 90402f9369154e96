"""/healthz: what a load balancer and a watchman ask; it names nobody."""

import logging
import shutil
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from hjemmebane import catalogue, clock
from hjemmebane.gateways.faults import fault_of
from hjemmebane.records.access.queries import oldest_unsealed
from hjemmebane.records.documents.queries import jobs_wait

log = logging.getLogger(__name__)
LOW_MB = 100


def health(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answer /healthz: 200 where pages can be served, 503 with what is wrong where not."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.path != "/healthz":
            return get_response(request)
        found = state()
        return JsonResponse(found, status=200 if found["status"] == "ok" else 503)

    return handle


def state() -> dict[str, Any]:
    """Return the state of database, sealing, queue, disk and catalogue."""
    current = catalogue.current()
    found: dict[str, Any] = {
        "status": "ok",
        "database": "ok",
        "free_mb": _free_mb(),
        "catalogue": current.digest,
        "problems": list(current.problems),
    }
    try:
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        found |= _from_database()
    except (DatabaseError, InterfaceError) as error:
        log.error("health: database %s", fault_of(error) or type(error).__name__)
        found |= {"status": "down", "database": fault_of(error) or "broken"}
    if found["free_mb"] is not None and found["free_mb"] < LOW_MB:
        found["problems"].append(f"less than {LOW_MB} MB left on the disk")
    return found


def _from_database() -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    oldest = oldest_unsealed()
    age = int((clock.now() - oldest).total_seconds()) if oldest else 0
    return {"unsealed_seconds": max(0, age), "jobs_wait": jobs_wait()}


def _free_mb() -> int | None:
    try:
        return shutil.disk_usage(settings.VAR_DIR).free // (1024 * 1024)
    except OSError:
        return None
