"""The agenda record: obligations, meetings and tasks."""

from django.apps import AppConfig


class AgendaConfig(AppConfig):
    """The agenda record: obligations, meetings and tasks."""

    name = "hjemmebane.records.agenda"
    label = "agenda"
