"""Hjemmebane: early prevention and home-based family treatment, from concern to closing report."""
