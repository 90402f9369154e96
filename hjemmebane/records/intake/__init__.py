"""Enquiries, notifications, triage and allocation."""
