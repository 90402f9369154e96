"""The names of the family that the main job is about."""

from datetime import date

MOTHER = "Marianne Vang"
FATHER = "Peter Vang"
CHILD = "Elias Vang"
# An impossible month (+ 40): no living person can have the number.
CHILD_NUMBER = "0943168003"
FATHER_NUMBER = "2042870001"
BORN_ON = date(2016, 3, 9)
