"""The way in: sign-in page, one-click sign-in in the demo, and each one's own front page."""

from datetime import UTC, timedelta

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from hjemmebane import catalogue, clock
from hjemmebane.config.middleware import keep_typed_text
from hjemmebane.domain.access import UserKind
from hjemmebane.edges.jobs.demo.calibration import CALIBRATION
from hjemmebane.records.access import queries
from hjemmebane.records.access.doors import open_door
from hjemmebane.records.access.roles import rights_table
from hjemmebane.ui.words import said

PAGE_MAX = 180
SECURITY_TXT_HOLDS = timedelta(days=180)
FRONT = {
    UserKind.STAFF: "staff:myday",
    UserKind.PARTNER: "partners:home",
    UserKind.FAMILY: "family:portal",
}
DEMO_GROUPS = {
    UserKind.STAFF: _("Medarbejdere"),
    UserKind.PARTNER: _("Samarbejdspartnere"),
    UserKind.FAMILY: _("Familier"),
}


@open_door
@require_GET
def sign_in(request: HttpRequest) -> HttpResponse:
    """Show the ways in; in the demo, everybody one may be."""
    people = _demo_people() if settings.DEMO else []
    context = {
        "groups": people,
        "calibration": said(CALIBRATION),
        "onward": request.GET.get("next", "")[:PAGE_MAX] or reverse("own_front"),
        "oidc": bool(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]),
        "unknown": "ukendt" in request.GET,
        "stopped": "afbrudt" in request.GET,
        "expired": "udloebet" in request.GET,
    }
    return render(request, "entrance/sign_in.html", context)


def _demo_people() -> list[tuple[str, list[dict[str, str]]]]:
    titles = rights_table().titles
    groups: dict[str, list[dict[str, str]]] = {kind: [] for kind in DEMO_GROUPS}
    for user in queries.demo_people():
        held = list(user.roles.all())
        if user.kind not in groups or not held:
            continue
        role = ", ".join(said(titles.get(one.role, one.role)) for one in held)  # type: ignore[call-overload]  # stored keys are roles
        units = sorted({one.unit.name for one in held if one.unit})
        text = " · ".join([said(user.profession) or role, *units])
        groups[user.kind].append({"id": str(user.public_id), "name": user.name, "text": text})
    return [(str(DEMO_GROUPS[UserKind(kind)]), rows) for kind, rows in groups.items() if rows]


@open_door
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demo's people; this route exists in the demo only."""
    user = queries.user_by_public_id(request.POST.get("user", ""))
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return HttpResponseRedirect(reverse(FRONT[UserKind(user.kind)]))


@open_door
@require_GET
def own_front(request: HttpRequest) -> HttpResponse:
    """Send each one to their own front page; staff without a second factor to make one."""
    if not request.user.is_authenticated:
        return HttpResponseRedirect(reverse("sign_in"))
    user = request.user
    return HttpResponseRedirect(reverse(FRONT.get(UserKind(user.kind), "sign_in")))


@open_door
@require_POST
def draft_save(request: HttpRequest) -> HttpResponse:
    """Keep what is typed in a form, named by the page it stands on."""
    page = request.GET.get("side", "")[:PAGE_MAX]
    if not (request.user.is_authenticated and page.startswith("/")):
        return HttpResponse(status=403)
    return HttpResponse(status=204 if keep_typed_text(request, page) else 200)


@open_door
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement, or send to the one the municipality keeps."""
    if settings.WAS_URL:
        return HttpResponseRedirect(settings.WAS_URL)
    return render(request, "entrance/was.html")


@open_door
@require_GET
def security_txt(request: HttpRequest) -> HttpResponse:
    """Say whom to tell about a hole in the safety of families' data (RFC 9116)."""
    contacts = catalogue.current().profile.contacts
    told = contacts.get("security") or contacts["reception"]
    expires = (clock.now() + SECURITY_TXT_HOLDS).astimezone(UTC)
    lines = (
        f"Contact: tel:+45{told.phone.replace(' ', '')}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: da, en",
        f"Canonical: {request.build_absolute_uri(request.path)}",
    )
    text = "".join(f"{line}\n" for line in lines)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


urlpatterns = [
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("was", accessibility, name="was"),
    path("kladde/", draft_save, name="draft_save"),
    path("log-ind/", sign_in, name="sign_in"),
    path("ind/", own_front, name="own_front"),
]
if settings.DEMO:
    urlpatterns.append(path("demo/ind/", demo_sign_in, name="demo_sign_in"))
