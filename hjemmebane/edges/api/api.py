"""The API: its operations, its problems, its description."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from hjemmebane.domain.refusals import NotVisible, Refused
from hjemmebane.edges.api import case_views, note_views, obligation_views, person_views, team_views
from hjemmebane.edges.api.bodies import BoundedParser
from hjemmebane.edges.api.problems import (
    MEDIA_TYPE,
    Problem,
    of_fields,
    of_refusal,
)
from hjemmebane.records.access import lookups


class HouseAPI(NinjaAPI):
    """The library's API, whose description tells that problems have a media type of their own."""

    def get_openapi_schema(self, **more: Any) -> Any:
        """Return the description, with problems as `application/problem+json`."""
        schema = super().get_openapi_schema(**more)
        for path in schema["paths"].values():
            for one in path.values():
                for status, answer in one["responses"].items():
                    if int(status) >= 400:
                        answer["content"] = {
                            MEDIA_TYPE: next(iter(answer.get("content", {}).values()))
                        }
        return schema


api = HouseAPI(
    title="Hjemmebane",
    version="1",
    description="Sager, personer, journalnotater og frister for andre systemer.",
    urls_namespace="api",
    parser=BoundedParser(),
    docs_url=None,
    openapi_url="/openapi.json",
)
api.add_router("/cases", case_views.router)
api.add_router("/cases", note_views.router)
api.add_router("/cases", obligation_views.of_case)
api.add_router("/obligations", obligation_views.due)
api.add_router("/persons", person_views.router)
api.add_router("/teams", team_views.router)


def _problem(request: HttpRequest, problem: Any) -> HttpResponse:
    answer: HttpResponse = problem.answer()
    return answer


def _refused(request: HttpRequest, refusal: Any) -> HttpResponse:
    return of_refusal(refusal).answer()


def _not_visible(request: HttpRequest, missing: Any) -> HttpResponse:
    if missing.public_id:
        lookups.note_refusal(f"{missing.kind} {missing.public_id}")
    return Problem(404, "not_found").answer()


def _fields(request: HttpRequest, error: Any) -> HttpResponse:
    return of_fields(error.errors).answer()


def _http(request: HttpRequest, error: Any) -> HttpResponse:
    if isinstance(error.__cause__, Problem):
        return error.__cause__.answer()
    return Problem(error.status_code, "bad_body").answer()


def _to_the_gate(request: HttpRequest, error: Any) -> HttpResponse:
    raise error


api.add_exception_handler(Exception, _to_the_gate)
api.add_exception_handler(Problem, _problem)
api.add_exception_handler(Refused, _refused)
api.add_exception_handler(NotVisible, _not_visible)
api.add_exception_handler(ValidationError, _fields)
api.add_exception_handler(HttpError, _http)
