"""The API edge: other systems."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Other systems come in here, with a bearer token."""

    name = "hjemmebane.edges.api"
    label = "edge_api"
