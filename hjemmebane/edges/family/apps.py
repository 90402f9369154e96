"""The family edge: the family's own page and the public forms."""

from django.apps import AppConfig


class FamilyConfig(AppConfig):
    """The family edge: the family's own page and the public forms."""

    name = "hjemmebane.edges.family"
    label = "family"
