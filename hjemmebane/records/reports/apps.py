"""The reports record: reads across and fills closing reports; no tables."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """The reports record: reads across and fills closing reports; no tables."""

    name = "hjemmebane.records.reports"
    label = "reports"
