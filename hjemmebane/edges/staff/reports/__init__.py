"""Closing reports and feedback, as the workers on a course see them."""
