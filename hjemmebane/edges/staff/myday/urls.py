"""The address of Min dag."""

from django.urls import path

from hjemmebane.edges.staff.myday import page

urlpatterns = [path("", page.myday, name="myday")]
