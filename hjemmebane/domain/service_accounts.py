"""Accounts of other systems: what each may ask for, and how its token looks. Pure."""

import hashlib
import hmac
import re
from enum import StrEnum

PREFIX_SIGNS = 10
TOKEN = re.compile(r"hb_([0-9a-f]{10})_([A-Za-z0-9_-]{43})")
LONGEST_LIFE_DAYS = 366


class Scope(StrEnum):
    """What an account may do; each operation of the API asks for one."""

    CASES_READ = "cases:read"
    CASES_WRITE = "cases:write"
    STATUS_WRITE = "status:write"
    PERSONS_SEARCH = "persons:search"
    PERSONS_WRITE = "persons:write"
    NOTES_READ = "notes:read"
    NOTES_WRITE = "notes:write"
    COUNTS_READ = "counts:read"
    OBLIGATIONS_READ = "obligations:read"

    @property
    def label(self) -> str:
        """Return what it lets an account do, in Danish."""
        return {
            "cases:read": "Læse sager",
            "cases:write": "Åbne sager",
            "status:write": "Ændre status",
            "persons:search": "Finde personer",
            "persons:write": "Registrere personer",
            "notes:read": "Læse journalnotater",
            "notes:write": "Skrive journalnotater",
            "counts:read": "Tælle sager",
            "obligations:read": "Læse frister",
        }[self.value]


def make_token(prefix: str, secret: str) -> str:
    """Return a bearer token: a prefix to find the account by, and the secret."""
    return f"hb_{prefix}_{secret}"


def read_prefix(token: str) -> str:
    """Return the prefix of a token, or nothing where the text is no token."""
    found = TOKEN.fullmatch(token)
    return found.group(1) if found else ""


def digest(token: str) -> str:
    """Return what is kept of a token; it holds 256 bits of chance, so a plain digest is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_token(token: str, kept: str) -> bool:
    """Return whether a token is the one whose digest was kept, in the same time either way."""
    return hmac.compare_digest(digest(token), kept)
