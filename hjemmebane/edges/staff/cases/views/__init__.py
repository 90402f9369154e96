"""The views of the case pages."""
