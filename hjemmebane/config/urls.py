"""Every door of the house."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import include, path

urlpatterns = [path("", include("hjemmebane.config.entrance"))]
for prefix, module in (
    ("", "hjemmebane.edges.family.urls"),
    ("samarbejde/", "hjemmebane.edges.partners.urls"),
    ("job/", "hjemmebane.edges.jobs.urls"),
    ("", "hjemmebane.edges.staff.urls"),
):
    if find_spec(module):
        urlpatterns.append(path(prefix, include(module)))
urlpatterns.append(path("konto/", include("allauth.urls")))
if settings.SHOW_GALLERY and find_spec("hjemmebane.ui.urls"):
    urlpatterns.append(path("ui/", include("hjemmebane.ui.urls")))

handler400 = "hjemmebane.config.errors.bad_request"
handler403 = "hjemmebane.config.errors.forbidden"
handler404 = "hjemmebane.config.errors.not_found"
handler500 = "hjemmebane.config.errors.server_error"
