"""Writes about reports, files, outgoing post and long work."""

from hjemmebane.records.documents.actions.jobs import (
    cancel_job,
    end_job,
    order_job,
    recover_job,
    report_progress,
    start_job,
)
from hjemmebane.records.documents.actions.review import (
    add_remark,
    lay_before_family,
    mark_read,
    note_read,
    take_back,
)
from hjemmebane.records.documents.actions.sending import (
    Receiver,
    rotate_files,
    send_report,
    send_unread,
    store_file,
    store_letter_file,
)
from hjemmebane.records.documents.actions.writing import (
    PassageDraft,
    edit_passage,
    leave_out,
    open_report,
    redraw,
    write_passage,
)

__all__ = [
    "PassageDraft",
    "Receiver",
    "add_remark",
    "cancel_job",
    "edit_passage",
    "end_job",
    "lay_before_family",
    "leave_out",
    "mark_read",
    "note_read",
    "open_report",
    "order_job",
    "recover_job",
    "redraw",
    "report_progress",
    "rotate_files",
    "send_report",
    "send_unread",
    "start_job",
    "store_file",
    "store_letter_file",
    "take_back",
    "write_passage",
]
