"""Logs carry no personal data: numbers that look like persons, and query strings, are cut.

Secrets in an address (one-time links, keys to set a password) are cut too, and a sign that would
begin a new line is shown as its code, so that nobody can write a line of their own.
"""

import logging
import re

from hjemmebane.gateways.faults import fault_of

NUMBER = re.compile(r"\b\d{6}-?\d{4}\b")
QUERY = re.compile(r"\?[^\s\"']*")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
LINK = re.compile(r"(/f/|/reset/key/)[\w-]{8,}")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
CUTS = ((NUMBER, "[nummer]"), (ADDRESS, "[adresse]"), (QUERY, "?…"), (LINK, r"\1[link]"))


class WithoutPersons(logging.Filter):
    """Cut person numbers, e-mail addresses and query strings from every log line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return True, with the message cleaned."""
        text = record.getMessage()
        for pattern, mark in CUTS:
            text = pattern.sub(mark, text)
        text = CONTROL.sub(lambda sign: repr(sign[0])[1:-1], text)
        record.msg, record.args = text, None
        return True


class FaultsInOneLine(logging.Filter):
    """Say a failing database or disk in one line: an outage must not fill the log with traces."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return True, with the trace of a known fault taken away and the fault named."""
        fault = fault_of(record.exc_info[1]) if record.exc_info else None
        if fault:
            record.msg, record.args = f"{record.getMessage()} ({fault})", None
            record.exc_info = record.exc_text = None
        return True
