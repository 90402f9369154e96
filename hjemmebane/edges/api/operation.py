"""How an operation is put into a router: its scope, its answers, and no unknown parameter."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from hjemmebane.domain.service_accounts import Scope
from hjemmebane.edges.api.bearer import Bearer
from hjemmebane.edges.api.problems import Problem
from hjemmebane.edges.api.shapes import ProblemTold

View = Callable[..., HttpResponse]
ALWAYS = (400, 401, 403, 404, 405, 413, 415, 422, 429, 500, 503)
ON_WRITES = (409,)


def operation(
    router: Router,
    method: str,
    path: str,
    scope: Scope,
    *,
    answer: type[Schema],
    name: str,
    status: int = 200,
    query: type[Schema] | None = None,
) -> Callable[[View], View]:
    """Put a view into a router as one operation of the API.

    `query` names the parameters its address may carry; any other is refused.
    """
    allowed = frozenset(query.model_fields) if query else frozenset()
    problems = ALWAYS + (ON_WRITES if method == "POST" else ())

    def decorate(view: View) -> View:
        @wraps(view)
        def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            unknown = sorted(set(request.GET) - allowed)
            if unknown:
                errors = [
                    {"where": ["query"], "code": "extra_forbidden", "detail": "Feltet kendes ikke."}
                ]
                raise Problem(400, "unknown_query", errors=errors)
            return view(request, *args, **kwargs)

        put = router.api_operation(
            [method],
            path,
            auth=Bearer(scope),
            response={status: answer, **dict.fromkeys(problems, ProblemTold)},
            url_name=name,
            operation_id=name,
            summary=(view.__doc__ or name).split("\n")[0].rstrip("."),
            description=f"{view.__doc__ or ''}\n\nScope: `{scope.value}`.",
        )
        return put(run)

    return decorate
