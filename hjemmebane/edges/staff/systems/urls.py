"""Addresses of the accounts of other systems."""

from django.urls import path

from hjemmebane.edges.staff.systems import views

urlpatterns = [
    path("systemer/", views.systems, name="systems"),
    path("systemer/ny/", views.system_new, name="system_new"),
    path("systemer/<uuid:public_id>/luk/", views.system_close, name="system_close"),
]
