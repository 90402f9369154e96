"""Addresses of groups."""

from django.urls import path

from hjemmebane.edges.staff.groups import places, views

urlpatterns = [
    path("grupper/", views.index, name="groups"),
    path("grupper/ny/", views.new, name="group_new"),
    path("grupper/<uuid:group_id>/", views.show, name="group"),
    path("grupper/<uuid:group_id>/gang/", views.session_new, name="group_session_new"),
    path(
        "grupper/<uuid:group_id>/gange/<uuid:session_id>/", places.attendance, name="group_session"
    ),
    path("grupper/<uuid:group_id>/pladser/<uuid:place_id>/", places.leave, name="group_leave"),
    path("forloeb/<uuid:course_id>/gruppe/", places.ask, name="group_ask"),
]
