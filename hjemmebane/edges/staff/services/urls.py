"""Addresses of the ladder and of the service catalogue."""

from django.urls import path

from hjemmebane.edges.staff.services import ladder, listing, matching

urlpatterns = [
    path("trappen/", ladder.concept, name="ladder"),
    path("tilbud/", listing.index, name="services"),
    path("tilbud/huller/", listing.coverage, name="service_holes"),
    path("tilbud/<slug:key>/", listing.service, name="service"),
    path("sager/<uuid:public_id>/tilbud/", matching.match, name="case_services"),
    path(
        "sager/<uuid:public_id>/tilbud/<slug:key>/",
        matching.choose,
        name="case_service_choose",
    ),
]
