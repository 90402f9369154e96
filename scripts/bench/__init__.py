"""Measure what a call costs: `make bench` prints JSON. Figures are quoted, never asserted."""
