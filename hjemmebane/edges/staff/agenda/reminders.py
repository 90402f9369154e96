"""What the reader was told of deadlines: as the one who answers, or as the one who leads."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hjemmebane import catalogue, clock
from hjemmebane.domain.prose_dates import sentence
from hjemmebane.domain.reminders import ReminderKind
from hjemmebane.edges.staff.agenda.rows import NOBODY, titled
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.access.queries import names_of_staff
from hjemmebane.records.agenda import actions, queries
from hjemmebane.records.agenda.queries import ReminderRow
from hjemmebane.ui.http import done
from hjemmebane.ui.words import at_time, count, weekday_day

CHOSEN_MAX = 100


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """One thing the reader was told, in ready words."""

    key: str
    title: str
    href: str
    when: str
    what: str
    is_leaders: bool
    is_read: bool
    is_settled: bool
    is_late: bool
    told: str


@staff_door
@needs("reminder.read")
@require_safe
def reminders(request: StaffRequest) -> HttpResponse:
    """Show what the reader was told lately, what is not read first."""
    found = lines(queries.reminders_of(request.user, clock.now()), request.user.pk)
    profile = catalogue.current_profile()
    quiet = f"{profile.number('reminder.quiet_from_hour')}–"
    quiet += f"{profile.number('reminder.quiet_to_hour')}"
    days = count(profile.number("reminder.days_before"), "dag", "dage")
    context = {
        "fresh": [line for line in found if not line.is_read],
        "read": [line for line in found if line.is_read],
        "lead": f"Du bliver mindet om en frist {days} før. Kl. {quiet} og på fridage er der ro, "
        "undtagen når et barn kan være i fare.",
    }
    return render(request, "staff/agenda/reminders.html", context)


@staff_door
@needs("reminder.read")
@require_POST
def reminders_read(request: StaffRequest) -> HttpResponse:
    """Note that the reader has read the chosen ones; where they came from is where they go."""
    keys = request.POST.getlist("paamindelse")[:CHOSEN_MAX]
    chosen = queries.own_reminders(keys, request.user)
    back = reverse("staff:myday" if "paa_min_dag" in request.POST else "staff:reminders")
    if not chosen:
        return done(request, back, "Der var ingen påmindelser at sætte som læst.")
    actions.read_reminders(by=request.user, reminders=chosen)
    said = count(len(chosen), "påmindelse er sat", "påmindelser er sat")
    return done(request, back, f"{said} som læst. Fristerne står, til de er nået.")


def lines(rows: list[ReminderRow], reader_id: int) -> list[ReminderLine]:
    """Return reminders in words; of others' duties each says whose it is."""
    others = {row.obligation.responsible_id for row in rows} - {None, reader_id}
    names = names_of_staff(number for number in others if number) if others else {}
    return [_line(row, names, reader_id) for row in rows]


def _line(row: ReminderRow, names: dict[int, str], reader_id: int) -> ReminderLine:
    due = row.obligation
    is_own = due.responsible_id == reader_id
    whose = "" if is_own else names.get(due.responsible_id or 0, NOBODY)
    left = due.state.label if due.is_settled else due.left_words
    parts = (whose, sentence(left).rstrip("."), due.law_text)
    return ReminderLine(
        key=row.public_id,
        title=titled(due),
        href=reverse("staff:obligation", args=[due.public_id]),
        when=weekday_day(due.due_on),
        what=" · ".join(part for part in parts if part),
        is_leaders=row.kind is ReminderKind.ESCALATION,
        is_read=row.is_read,
        is_settled=due.is_settled,
        is_late=due.due_at < clock.now(),
        told=f"Sagt {weekday_day(row.sent_at)} {at_time(row.sent_at)}",
    )
