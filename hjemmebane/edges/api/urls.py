"""The addresses of the API, version 1."""

from django.urls import path

from hjemmebane.edges.api.api import api
from hjemmebane.edges.api.docs import docs

urlpatterns = [path("docs", docs, name="api_docs"), path("", api.urls)]
