"""The partners edge."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """The partners edge."""

    name = "hjemmebane.edges.partners"
    label = "partners"
