"""The documents app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Stored files, reports on their way past the family, outgoing post and long work."""

    name = "hjemmebane.records.documents"
    label = "documents"
    verbose_name = "dokumenter"
