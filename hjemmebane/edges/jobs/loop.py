"""The job process: takes work from the queue, seals the audit lines, frees what got stuck."""

import logging
import signal
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from types import FrameType

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from hjemmebane import clock
from hjemmebane.domain.access import UnitKind
from hjemmebane.gateways.faults import Fault, fault_of
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.idempotency import forget_answers
from hjemmebane.records.access.queries import units_of_kind
from hjemmebane.records.access.seals import seal_lines
from hjemmebane.records.agenda.actions import (
    adopt_new_versions,
    lapse_of_parties,
    send_reminders,
)
from hjemmebane.records.agenda.queries import to_tell
from hjemmebane.records.cases.actions import note_birthdays, recount, refresh_all_next_due
from hjemmebane.records.documents.actions import recover_job
from hjemmebane.records.documents.queries import jobs_wait, stuck_jobs
from hjemmebane.records.intake.actions import delete_expired_advice, hand_unread_on
from hjemmebane.records.leadership.actions import control_deadlines
from hjemmebane.records.leadership.control import control

log = logging.getLogger(__name__)
logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
LOOK_EVERY_SECONDS = 1.0
SEAL_EVERY_SECONDS = 20.0
REMIND_EVERY_SECONDS = 60.0
TOLD_AT_ONCE = 500
LONGEST_WAIT_SECONDS = 10.0


class JobLoop:
    """One process, one queue; ends cleanly on SIGTERM after the work in hand."""

    def __init__(self, interval: float = LOOK_EVERY_SECONDS) -> None:
        self.interval = interval
        self.stopping = threading.Event()
        self.worker_id = f"job-{get_random_string(12)}"
        self.next_chores = 0.0
        self.next_reminders = 0.0
        self.housekept_on: date | None = None
        self.worker: Worker | None = None
        self.fault: Fault | None = None
        self.wait = interval

    def run(self) -> None:
        """Work until asked to stop; wait where the database or the disk fails, and go on after."""
        self._listen()
        log.info("jobs started")
        while not self.stopping.is_set():
            self.bear(self.turn)
            self.stopping.wait(self.wait)
        self.bear(seal_lines)
        log.info("jobs stopped")

    def bear(self, work: Callable[[], object]) -> None:
        """Do some work; a failing database or disk is said once and waited for, longer each time.

        Any other error ends the process: the service manager starts it again, and it is seen.
        """
        try:
            work()
        except Exception as error:
            fault = fault_of(error)
            if fault is None:
                raise
            if fault != self.fault:
                log.error("jobs wait: %s", fault)
            self.fault, self.worker = fault, None
            self.wait = min(max(self.wait * 2, 0.1), LONGEST_WAIT_SECONDS)
            drop_connection()
            return
        if self.fault:
            log.warning("jobs go on after: %s", self.fault)
        self.fault, self.wait = None, self.interval

    def turn(self) -> None:
        """Do all work that waits, and the chores when it is time for them."""
        close_old_connections()
        if jobs_wait():
            self.worker = self._worker()
            self.worker.run()
            self.worker = None
        # Not the time of day: a clock that is set back by hours must not stop the sealing as long.
        now = time.monotonic()
        if now >= self.next_chores:
            self.next_chores = now + SEAL_EVERY_SECONDS
            self.chores()
        if now >= self.next_reminders:
            self.next_reminders = now + REMIND_EVERY_SECONDS
            self.remind()

    def chores(self) -> None:
        """Seal what was logged, and end jobs not heard from."""
        try:
            seal_lines()
            free_stuck()
            self.housekeep()
        except Exception as error:
            if fault_of(error):
                self.next_chores = 0.0
                raise
            log.exception("chores failed; they are tried again")

    def remind(self) -> None:
        """Tell people of deadlines, and leaders of what was not done; a failure is tried again."""
        try:
            tell_of_deadlines()
        except Exception as error:
            if fault_of(error):
                self.next_reminders = 0.0
                raise
            log.exception("reminders failed; they are tried again")

    def housekeep(self) -> None:
        """Do once a day what the clock alone brings about."""
        if self.housekept_on != clock.today():
            for unit in units_of_kind(UnitKind.PREVENTION):
                delete_expired_advice(by=SYSTEM, unit=unit)
                hand_unread_on(by=SYSTEM, unit=unit)
                adopt_new_versions(by=SYSTEM, unit=unit)
            for unit in units_of_kind(UnitKind.AUTHORITY):
                adopt_new_versions(by=SYSTEM, unit=unit)
                lapse_of_parties(by=SYSTEM, unit=unit)
                note_birthdays(by=SYSTEM, unit=unit)
                refresh_all_next_due(by=SYSTEM, unit=unit)
                recount(by=SYSTEM, unit=unit)
                forget_answers(by=SYSTEM, unit=unit)
            control_all_deadlines()
            self.housekept_on = clock.today()

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        """Ask the loop to end after the work in hand."""
        self.stopping.set()
        if self.worker is not None:
            self.worker.running = False

    def _listen(self) -> None:
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self.stop)

    def _worker(self) -> Worker:
        # Batch mode: takes what waits and returns, so that chores and signals get their turn.
        return Worker(
            queue_names=["default"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=self.worker_id,
            excluded_queue_names=[],
        )


def tell_of_deadlines() -> int:
    """Tell whoever is to be told of a deadline now and was not; return how many were told."""
    told = 0
    for unit in units_of_kind(UnitKind.RECEPTION, UnitKind.AUTHORITY, UnitKind.PREVENTION):
        found = to_tell(unit, clock.now())
        for start in range(0, len(found), TOLD_AT_ONCE):
            piece = found[start : start + TOLD_AT_ONCE]
            told += send_reminders(by=SYSTEM, unit=unit, to_tell=piece)
    return told


def drop_connection() -> None:
    """Leave a connection that may be broken in the middle of something; the next one is new."""
    try:
        connection.close()
    except Exception:
        connection.connection = None


def control_all_deadlines() -> None:
    """Reckon every unit's deadlines anew, last of the day's chores, and say where some differ."""
    for kind in (UnitKind.RECEPTION, UnitKind.AUTHORITY, UnitKind.PREVENTION):
        for unit in units_of_kind(kind):
            # Reckoned before anything is written: nobody waits for a whole municipality's sums.
            found = dict(control([unit]))
            control_deadlines(by=SYSTEM, unit=unit, found=found)
            number = sum(len(differences) for differences in found.values())
            if number:
                log.warning("%s: %s deadlines differ; `make verify-deadlines`", unit.key, number)


def free_stuck() -> int:
    """Put back the jobs that said they were running and were not heard from."""
    stuck = stuck_jobs(clock.now() - timedelta(seconds=settings.JOB_STUCK_SECONDS))
    for job in stuck:
        recover_job(by=SYSTEM, job=job)
    return len(stuck)
