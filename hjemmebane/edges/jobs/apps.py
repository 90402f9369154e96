"""The jobs edge: time itself."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The jobs edge: time itself."""

    name = "hjemmebane.edges.jobs"
    label = "jobs"
