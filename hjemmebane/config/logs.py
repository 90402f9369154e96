"""Logs carry no personal data: numbers that look like persons, and query strings, are cut."""

import logging
import re

from hjemmebane.gateways.faults import fault_of

NUMBER = re.compile(r"\b\d{6}-?\d{4}\b")
QUERY = re.compile(r"\?[^\s\"']*")
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")


class WithoutPersons(logging.Filter):
    """Cut person numbers, e-mail addresses and query strings from every log line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Return True, with the message cleaned."""
        text = record.getMessage()
        for pattern, mark in ((NUMBER, "[nummer]"), (ADDRESS, "[adresse]"), (QUERY, "?…")):
            text = pattern.sub(mark, text)
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
