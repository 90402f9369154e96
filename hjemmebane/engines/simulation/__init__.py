"""Simulations: seeded, so that the same question on the same history has the same answer."""
