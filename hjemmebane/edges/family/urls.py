"""The family edge: one module of addresses a capability."""

from importlib.util import find_spec
from typing import Any

from django.urls import include, path

app_name = "family"
urlpatterns: list[Any] = []
for capability in ("public", "portal", "feedback"):
    module = f"hjemmebane.edges.family.{capability}.urls"
    if find_spec(f"hjemmebane.edges.family.{capability}") and find_spec(module):
        urlpatterns.append(path("", include(module)))
