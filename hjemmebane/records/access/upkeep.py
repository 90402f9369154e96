"""What is done to an installation as a whole, noted in its log: keys, backups, restores."""

from typing import Any

from hjemmebane.records.access.acting import Actor, action, log


class Installation:
    """The installation itself, as what a line of the log is about."""

    audit_kind = "installation"
    public_id: Any = "installation"


INSTALLATION = Installation()


@action("backup.make")
def note_backup(*, by: Actor, facts: dict[str, Any]) -> None:
    """Note that a backup is being made; the line is in the backup, so it must come first."""
    log(by=by, about=INSTALLATION, facts=facts)


@action("backup.restore")
def note_restore(*, by: Actor, facts: dict[str, Any]) -> None:
    """Note in the restored log what it was restored from, and which seals were lost by it."""
    log(by=by, about=INSTALLATION, facts=facts)
