"""The addresses of the API, version 1."""

from django.urls import path

from hjemmebane.edges.api.api import api

urlpatterns = [path("", api.urls)]
