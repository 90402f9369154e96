"""The authority's pages about a case."""
