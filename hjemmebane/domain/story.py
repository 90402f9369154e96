"""The family's story in short: who has read it, and what they said to it."""

from enum import StrEnum


class StoryHeard(StrEnum):
    """What one of the family said to the story, read or heard."""

    AGREED = "agreed"
    ALOUD = "aloud"
    DISAGREE = "disagree"

    @property
    def label(self) -> str:
        """Return what the worker chooses."""
        return STORY_HEARD_LABELS[self]


STORY_HEARD_LABELS = {
    StoryHeard.AGREED: "Læst og godkendt",
    StoryHeard.ALOUD: "Læst højt og godkendt",
    StoryHeard.DISAGREE: "Er ikke enig i alt",
}
