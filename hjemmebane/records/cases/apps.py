"""The cases app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The authority's case about one child, and the goals of every family."""

    name = "hjemmebane.records.cases"
    label = "cases"
