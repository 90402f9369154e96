"""The template tag library `ui`."""
