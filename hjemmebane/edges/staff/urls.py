"""The staff edge: one module of addresses a capability."""

from django.urls import include, path

app_name = "staff"
urlpatterns = [
    path("", include("hjemmebane.edges.staff.myday.urls")),
    path("", include("hjemmebane.edges.staff.families.urls")),
    path("", include("hjemmebane.edges.staff.people.urls")),
    path("", include("hjemmebane.edges.staff.intake.urls")),
    path("", include("hjemmebane.edges.staff.cases.urls")),
    path("", include("hjemmebane.edges.staff.courses.urls")),
    path("", include("hjemmebane.edges.staff.groups.urls")),
    path("", include("hjemmebane.edges.staff.agenda.urls")),
    path("", include("hjemmebane.edges.staff.reports.urls")),
    path("", include("hjemmebane.edges.staff.leadership.urls")),
    path("", include("hjemmebane.edges.staff.services.urls")),
    path("", include("hjemmebane.edges.staff.systems.urls")),
]
