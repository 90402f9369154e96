"""The feedback app."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """One-time links, answers and what changed because of them."""

    name = "hjemmebane.records.feedback"
    label = "feedback"
    verbose_name = "feedback"
