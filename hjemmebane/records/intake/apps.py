"""The intake app."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """What comes in, before there is a course or a case."""

    name = "hjemmebane.records.intake"
    label = "intake"
