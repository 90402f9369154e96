"""Refusals: what an action says when it may not, or cannot, be done.

A refusal carries a stable key; `hjemmebane.ui.refusals` turns it into a Danish sentence.
"""


class Refused(Exception):
    """An action was refused; nothing was written."""

    def __init__(self, action: str, key: str, detail: str = "") -> None:
        super().__init__(f"{action}: {key}" + (f" ({detail})" if detail else ""))
        self.action = action
        self.key = key
        self.detail = detail


class Stale(Refused):
    """Somebody else saved first; `current` is the version that stands."""

    def __init__(self, action: str, current: object) -> None:
        super().__init__(action, "stale")
        self.current = current


class NotVisible(Exception):
    """What was asked for does not exist for this reader."""

    def __init__(self, kind: str, public_id: object = "") -> None:
        super().__init__(f"{kind} {public_id}")
        self.kind = kind
        self.public_id = str(public_id)
