"""The staff edge."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """The staff edge."""

    name = "hjemmebane.edges.staff"
    label = "staff"
