"""Every door of the house."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    *i18n_patterns(
        path("", include("hjemmebane.config.entrance")),
        path("", include("hjemmebane.edges.family.urls")),
        prefix_default_language=False,
    ),
    path("samarbejde/", include("hjemmebane.edges.partners.urls")),
    path("api/v1/", include("hjemmebane.edges.api.urls")),
    path("job/", include("hjemmebane.edges.jobs.urls")),
    path("", include("hjemmebane.edges.staff.urls")),
    path("konto/", include("allauth.urls")),
]
if settings.SHOW_GALLERY:
    urlpatterns.append(path("ui/", include("hjemmebane.ui.urls")))

handler400 = "hjemmebane.config.errors.bad_request"
handler403 = "hjemmebane.config.errors.forbidden"
handler404 = "hjemmebane.config.errors.not_found"
handler500 = "hjemmebane.config.errors.server_error"
