"""Familier: the list, the search, and one page for each family."""
