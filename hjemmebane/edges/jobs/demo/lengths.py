"""How long lives are told, so that a case has about as many events as were asked for."""

from bisect import bisect_left

# Length of lives beside the demo's, and the events a case that came of it, over 1,000 families.
# An event is what stands on the family's timeline: a contact, a meeting, a step of the case.
MEASURED: tuple[tuple[float, float], ...] = (
    (0.05, 9.7),
    (0.15, 12.3),
    (0.25, 15.6),
    (0.35, 18.7),
    (0.5, 23.3),
    (0.7, 28.8),
    (1.0, 35.9),
    (1.5, 45.2),
    (2.0, 54.6),
)
# Fewer events than this: brief lives, with few visits, and without the twelve intensive weeks,
# the family's answers and reports, which are half of all rows.
BRIEF_BELOW = 9
VISITS_IN_BRIEF = 3


def length_for(events: int) -> float:
    """Return how long lives must be for a mean of so many events a case."""
    seen = [count for _, count in MEASURED]
    place = min(max(1, bisect_left(seen, events)), len(seen) - 1)
    (low, fewer), (high, more) = MEASURED[place - 1], MEASURED[place]
    length = low + (high - low) * (events - fewer) / (more - fewer)
    return max(MEASURED[0][0], min(MEASURED[-1][0], length))
