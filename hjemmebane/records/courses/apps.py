"""The courses app."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """Programmes run with families: phases, contacts, extensions, closing."""

    name = "hjemmebane.records.courses"
    label = "courses"
