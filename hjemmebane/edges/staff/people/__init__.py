"""Persons: their page, reveals, consents, and emergency access."""
