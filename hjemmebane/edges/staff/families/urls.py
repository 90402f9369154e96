"""Addresses of families and of the search."""

from django.urls import path

from hjemmebane.edges.staff.families import clash, coherence, listing, network, page, search

urlpatterns = [
    path("familier/", listing.families, name="families"),
    path("familier/<uuid:public_id>/", page.family, name="family"),
    path(
        "familier/<uuid:public_id>/konflikt/<slug:mark>/",
        clash.settle,
        name="clash",
    ),
    path("familier/<uuid:public_id>/sammenhaeng/", coherence.coherence, name="coherence"),
    path("familier/<uuid:public_id>/sammenhaeng/maal/", coherence.mark_apart, name="goals_apart"),
    path(
        "familier/<uuid:public_id>/sammenhaeng/<uuid:conflict_id>/",
        coherence.settle,
        name="goals_apart_settle",
    ),
    path("familier/<uuid:public_id>/netvaerk/", network.network, name="network"),
    path(
        "familier/<uuid:public_id>/netvaerk/<uuid:row_id>/",
        network.network_person,
        name="network_person",
    ),
    path(
        "familier/<uuid:public_id>/netvaerk/<uuid:row_id>/fjern/",
        network.network_end,
        name="network_end",
    ),
    path("soeg/", search.search, name="search"),
]
