"""The family edge: one module of addresses a capability."""

from django.urls import include, path

app_name = "family"
urlpatterns = [
    path("", include("hjemmebane.edges.family.public.urls")),
    path("", include("hjemmebane.edges.family.portal.urls")),
    path("", include("hjemmebane.edges.family.feedback.urls")),
]
