"""Today on the rail: what is held, planned and now; and the days after."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.agenda import MeetingState
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.contacts import CONTACT_STATE_WORDS, ContactState
from hjemmebane.edges.staff.myday.seen import LOST, Seen
from hjemmebane.records.agenda.queries import MeetingRow
from hjemmebane.records.courses.queries import VisitRow
from hjemmebane.records.people.queries import family_title, in_sentence
from hjemmebane.ui.rows import Action, Day, DayEntry, Happening
from hjemmebane.ui.words import clock_time, count, listing, near_day, span

EVENING_FROM = 16
LONG_GAP = 30
AGREED_MAX = 160
NEXT_SHOWN = 8
MINUTE = timedelta(minutes=1)
Placed = tuple[datetime, datetime, DayEntry]


def day(seen: Seen) -> Day | None:
    """Return today's entries in order with the gaps between them; travel is not known."""
    placed = sorted(_placed(seen), key=lambda one: one[:2])
    if not placed:
        return None
    entries: list[DayEntry] = []
    is_now_told = is_note_missing = False
    end: datetime | None = None
    for start, until, entry in placed:
        is_now_told = is_now_told or start <= seen.now < until
        if not is_now_told and seen.now < start:
            entries.append(_now(seen))
            is_now_told = True
        gap_from = max(end, seen.now) if end else None
        if gap_from and (start - gap_from) >= LONG_GAP * MINUTE:
            entries.append(_gap(gap_from, start, is_for_notes=is_note_missing))
        entries.append(entry)
        is_note_missing = is_note_missing or bool(entry.actions)
        end = max(end, until) if end else until
    if not is_now_told and end and seen.now < end + timedelta(hours=1):
        entries.append(_now(seen))
    return Day(tuple(entries), "Dagens aftaler")


def _placed(seen: Seen) -> Iterable[Placed]:
    is_first = True
    for row in seen.today_visits:
        end = row.starts_at + row.minutes * MINUTE
        lacks_note = row.needs_note and end <= seen.now
        yield row.starts_at, end, _visit(row, end, seen, lacks_note=lacks_note, is_first=is_first)
        is_first = is_first and not lacks_note
    for meeting in seen.today_meetings:
        yield meeting.starts_at, meeting.ends_at, _meeting(meeting, seen)


def _visit(
    row: VisitRow, end: datetime, seen: Seen, *, lacks_note: bool, is_first: bool
) -> DayEntry:
    lost = row.state in LOST
    status, mark = _visit_status(row, seen.now, lacks_note=lacks_note)
    others = f"med {listing(_first(row.others))}" if row.others else ""
    instead = f"for {listing(_first(row.instead_of))}" if row.instead_of else ""
    where = [row.place_words, instead, others, row.safety]
    return DayEntry(
        kind="visit",
        starts=clock_time(row.starts_at),
        ends=clock_time(end),
        title=family_title(row.family_name, row.children),
        href=reverse("staff:course", args=[row.course_public_id]),
        status=status,
        status_mark=mark,
        meta=(
            " · ".join(word for word in where if word),
            f"{row.course_title}, {row.week_words}",
        ),
        agreed="" if lost or row.state is ContactState.HELD else shortened(row.agreed_last),
        is_held=row.state is ContactState.HELD or lacks_note,
        is_plan=lost,
        actions=_visit_actions(row, is_first=is_first) if lacks_note else (),
    )


def _first(names: Iterable[str]) -> list[str]:
    return [name.split()[0] for name in names]


def _visit_status(row: VisitRow, now: datetime, *, lacks_note: bool) -> tuple[str, str]:
    if row.state is ContactState.HELD:
        return "Notat skrevet", "done"
    if lacks_note:
        return "Notat mangler", ""
    if row.state is not ContactState.PLANNED:
        return CONTACT_STATE_WORDS[row.state].capitalize(), ""
    return _ahead(row.starts_at, now), ""


def _ahead(start: datetime, now: datetime) -> str:
    """Return how far ahead something is; far ahead in the evening is an evening visit."""
    minutes = int((start - now).total_seconds() // 60)
    if minutes <= 0:
        return "Nu"
    if minutes > 2 * 60:
        return "aften" if start.astimezone(clock.ZONE).hour >= EVENING_FROM else ""
    return f"om {span(minutes)}"


def _visit_actions(row: VisitRow, *, is_first: bool) -> tuple[Action, ...]:
    kind = "primary" if is_first else "second"
    href = reverse("staff:contact_note", args=[row.contact_public_id])
    about = in_sentence(family_title(row.family_name, row.children))
    return (Action("Skriv notat", href, kind, "edit", about=about),)


def _meeting(row: MeetingRow, seen: Seen) -> DayEntry:
    family = seen.families.get(row.dossier_id)
    is_held = row.state is MeetingState.HELD
    is_over = row.ends_at <= seen.now
    formal = "Formel opfølgning" if row.is_formal else ""
    where = " · ".join(word for word in (formal, row.place) if word)
    return DayEntry(
        kind="visit",
        starts=clock_time(row.starts_at),
        ends=clock_time(row.ends_at),
        title=_meeting_title(row, seen),
        href=reverse("staff:family", args=[family.public_id]) if family else "",
        status="Holdt" if is_held else "" if is_over else _ahead(row.starts_at, seen.now),
        status_mark="done" if is_held else "",
        meta=tuple(word for word in (where, row.purpose, row.replies) if word),
        agreed="" if is_held else shortened(seen.agreed.get(row.dossier_id, "")),
        is_held=is_held or is_over,
    )


def _meeting_title(row: MeetingRow, seen: Seen) -> str:
    family = seen.families.get(row.dossier_id)
    return f"{row.label}, {in_sentence(family.title)}" if family else row.label


def _now(seen: Seen) -> DayEntry:
    return DayEntry(kind="now", starts=clock_time(seen.now))


def shortened(words: str) -> str:
    """Return an agreement as it fits on the rail; the whole stands where it was written."""
    return words if len(words) <= AGREED_MAX else f"{words[:AGREED_MAX].rsplit(' ', 1)[0]} …"


def _gap(start: datetime, end: datetime, *, is_for_notes: bool) -> DayEntry:
    minutes = int((end - start).total_seconds() // 60)
    words = f"{span(minutes)} fri" + (" til notat" if is_for_notes else "")
    return DayEntry(kind="gap", starts=clock_time(start), ends=clock_time(end), title=words)


def note(seen: Seen) -> str:
    """Return how many visits and meetings, and when the last one ends."""
    visits = seen.visits_to_make
    words = []
    if visits:
        words.append(f"{len(visits)} besøg")
    if seen.today_meetings:
        words.append(count(len(seen.today_meetings), "møde", "møder"))
    ends = [row.starts_at + row.minutes * MINUTE for row in visits]
    ends += [row.ends_at for row in seen.today_meetings]
    return " · ".join([*words, f"slut {clock_time(max(ends))}"]) if ends else ""


def next_days(seen: Seen) -> tuple[Happening, ...]:
    """Return the visits and meetings of the coming days."""
    found: list[tuple[datetime, str, str, str]] = []
    for row in seen.visits:
        if local_day(row.starts_at) > seen.today and row.state is ContactState.PLANNED:
            title = family_title(row.family_name, row.children)
            href = reverse("staff:course", args=[row.course_public_id])
            found.append((row.starts_at, f"Besøg, {in_sentence(title)}", row.place_words, href))
    for meeting in seen.meetings:
        if local_day(meeting.starts_at) > seen.today:
            family = seen.families.get(meeting.dossier_id)
            title = _meeting_title(meeting, seen)
            href = reverse("staff:family", args=[family.public_id]) if family else ""
            detail = " · ".join(word for word in (meeting.place, meeting.replies) if word)
            found.append((meeting.starts_at, title, detail, href))
    return tuple(
        Happening(_when(start, seen), title, place, href)
        for start, title, place, href in sorted(found, key=lambda one: one[0])[:NEXT_SHOWN]
    )


def _when(start: datetime, seen: Seen) -> str:
    return f"{near_day(start, seen.today).capitalize()} {clock_time(start)}"
