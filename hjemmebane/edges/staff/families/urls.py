"""Addresses of families and of the search."""

from django.urls import path

from hjemmebane.edges.staff.families import listing, page, search

urlpatterns = [
    path("familier/", listing.families, name="families"),
    path("familier/<uuid:public_id>/", page.family, name="family"),
    path("soeg/", search.search, name="search"),
]
