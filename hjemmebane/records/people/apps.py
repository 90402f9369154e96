"""The people record: persons in two registers, families, relations, consent and disclosure."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people record."""

    name = "hjemmebane.records.people"
    label = "people"
    verbose_name = "personer"
