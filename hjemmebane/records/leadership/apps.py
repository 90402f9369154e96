"""The leadership record: what leaders ask of the whole, answered in counts."""

from django.apps import AppConfig


class LeadershipConfig(AppConfig):
    """The leadership record: what leaders ask of the whole, answered in counts."""

    name = "hjemmebane.records.leadership"
    label = "leadership"
