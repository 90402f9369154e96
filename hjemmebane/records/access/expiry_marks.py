"""Where each chain now begins: the last seal of the newest expired month, signed with the key.

The mark stands in the audit line of the action that removed the month, so it is sealed itself.
"""

import hmac
import json
from dataclasses import dataclass

from hjemmebane.gateways import keyring
from hjemmebane.records.access.chains import Chain
from hjemmebane.records.access.models import AuditLine

ABOUT = "audit_segment"
TRIED = 20


@dataclass(frozen=True, slots=True)
class Mark:
    """The seal that stayed when what it and those before it covered was removed."""

    number: int
    digest: str


def signature(chain: Chain, mark: Mark, key_number: int) -> str:
    """Return the signature that tells an expired month from one that somebody removed."""
    body = json.dumps(["expired", chain.value, mark.number, mark.digest])
    return keyring.ring().sign(body, key_number)


def newest(chain: Chain) -> Mark | None:
    """Return the newest mark of a chain that was made with the key; None where no month expired."""
    lines = AuditLine.objects.filter(about_kind=ABOUT, about_id=chain.value).order_by("-pk")
    for facts in lines.values_list("facts", flat=True)[:TRIED]:
        mark = _read(chain, facts)
        if mark:
            return mark
    return None


def _read(chain: Chain, facts: str) -> Mark | None:
    try:
        said = json.loads(facts)
        mark = Mark(int(said["seal"]), str(said["digest"]))
        right = signature(chain, mark, int(said["key"]))
    except (ValueError, KeyError, TypeError, keyring.NoKey):
        return None
    return mark if hmac.compare_digest(right, str(said.get("signature", ""))) else None
