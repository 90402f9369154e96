"""Deadlines opened to their reasons, and the catalogue they come from."""
