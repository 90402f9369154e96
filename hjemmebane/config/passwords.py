"""What a password may not be: words of this house, or one that is known to have leaked."""

import hashlib
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError

from hjemmebane import catalogue
from hjemmebane.domain.identity import fold

HOUSE_WORDS = ("hjemmebane", "kommune", "forvaltning", "familiehuset", "socialrådgiver", "password")
LEFT_AT_LEAST = 8
HASH_SIGNS = 40


class NoHouseWords:
    """Refuse a password that is little more than a word of the house or the municipality's name."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError where too little is left without those words."""
        left = fold(password)
        for word in (*HOUSE_WORDS, catalogue.current().profile.municipality):
            left = left.replace(fold(word), "")
        if len(left) < LEFT_AT_LEAST and left != fold(password):
            raise ValidationError(self.get_help_text(), code="password_house_word")

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return "Adgangskoden må ikke bygge på kommunens eller systemets navn."


class NotLeaked:
    """Refuse a password found in the file of leaked ones, where the municipality has such a file.

    The file holds SHA-1 hashes in rising order, one a line, as such lists are handed out; it is
    searched by halving, and nothing is asked of anybody outside.
    """

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError where the password has leaked."""
        if not settings.LEAKED_PASSWORDS:
            return
        wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()
        with Path(settings.LEAKED_PASSWORDS).open("rb") as file:
            if is_listed(file, wanted):
                raise ValidationError(self.get_help_text(), code="password_leaked")

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return "Adgangskoden må ikke stå på listen over adgangskoder, der er sluppet ud."


def is_listed(file: BinaryIO, wanted: str) -> bool:
    """Return whether a sorted file of hashes has a line that begins with one."""
    low, high = 0, file.seek(0, 2)
    while low < high:
        middle = (low + high) // 2
        file.seek(middle)
        if middle:
            file.readline()
        line = file.readline()[:HASH_SIGNS].decode("ascii", "replace").upper()
        if line == wanted:
            return True
        if line and line < wanted:
            low = middle + 1
        else:
            high = middle
    file.seek(0)
    return file.readline()[:HASH_SIGNS].decode("ascii", "replace").upper() == wanted
