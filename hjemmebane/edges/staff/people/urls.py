"""Addresses of pages about persons."""

from django.urls import path, re_path

from hjemmebane.edges.staff.people import views

urlpatterns = [
    path("personer/<uuid:public_id>/", views.person, name="person"),
    re_path(
        r"^personer/(?P<public_id>[0-9a-f-]{36})/vis/(?P<what>adresse|nummer)/$",
        views.reveal,
        name="person_reveal",
    ),
    path("mapper/<uuid:public_id>/samtykke/", views.consent_new, name="consent_new"),
    path("samtykker/<uuid:public_id>/traek/", views.consent_withdraw, name="consent_withdraw"),
    path("noedadgang/", views.break_glass, name="break_glass"),
    path("noedadgang/liste/", views.break_glass_list, name="break_glass_list"),
    path("noedadgang/<uuid:public_id>/set/", views.break_glass_seen, name="break_glass_seen"),
]
