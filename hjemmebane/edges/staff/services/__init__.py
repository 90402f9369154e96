"""Tilbudsviften and the ladder it stands on."""
