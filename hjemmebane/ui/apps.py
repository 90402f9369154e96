"""Makes templates, tags and static files of the shared look known to Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The shared look; has no tables."""

    name = "hjemmebane.ui"
    label = "ui"
    verbose_name = "udseende"
