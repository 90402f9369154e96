"""The form that a one-time link opens."""
