"""Who does what in a week: a row a party, a column a day, and the clashes with who settles them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.urls import reverse

from hjemmebane import catalogue, clock
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.contacts import ContactState
from hjemmebane.domain.coordination_week import (
    CLASH_CHOICE_WORDS,
    DAYS_IN_A_WEEK,
    WeekClash,
    WeekEntry,
    clashes,
    in_week,
    monday_of,
)
from hjemmebane.edges.staff.families.lanes import course_href
from hjemmebane.edges.staff.families.reading import FamilyRead
from hjemmebane.records.cases.queries.coordination import Settled, settled_in
from hjemmebane.records.cases.queries.family import FamilyTask
from hjemmebane.records.courses.queries import coordinators_of
from hjemmebane.ui.rows import Link, PartyDay, PartyHour, PartyWeek
from hjemmebane.ui.words import count, listing, short_day, weekday_day

WEEKS_AHEAD = 4
WORKING_DAYS = 5
MOST_WEEKS_AWAY = 520
FAMILY = "Familien selv"
ON_THE_WEEK = (ContactState.PLANNED, ContactState.HELD)


@dataclass(frozen=True)
class ClashLine:
    """A clash said in words, with who settles it and where."""

    label: str
    title: str
    text: str
    href: str
    action: str
    settled: str


def chosen_week(read: FamilyRead, asked: str) -> date:
    """Return the Monday asked for; else the first week of four with a clash, or this week."""
    this = monday_of(read.today)
    try:
        monday = monday_of(date.fromisoformat(asked))
    except ValueError:
        monday = None
    if monday is not None and abs((monday - this).days) < MOST_WEEKS_AWAY * DAYS_IN_A_WEEK:
        return monday
    ahead = [this + timedelta(weeks=number) for number in range(WEEKS_AHEAD)]
    return next((day for day in ahead if _clashes(read, _entries(read, day))), this)


def week(read: FamilyRead, monday: date) -> dict[str, Any]:
    """Return what the template shows of one week."""
    entries = _entries(read, monday)
    found = _clashes(read, entries)
    last = max((entry.on.weekday() for entry in entries), default=0)
    days = [monday + timedelta(days=n) for n in range(max(WORKING_DAYS, last + 1))]
    rows = tuple(_rows(read, entries, found, days))
    here = reverse("staff:family", args=[read.view.public_id])
    steps = ((-1, "ugen før"), (1, "ugen efter"))
    return {
        "week_title": f"Hvem gør hvad i uge {monday.isocalendar().week}",
        "week_note": f"Familien har {count(len(entries), 'aftale', 'aftaler')} "
        f"med {count(len(rows), 'part', 'parter')}",
        "week_days": [f"{weekday_day(day).split()[0].capitalize()} {day.day}." for day in days],
        "week_rows": rows,
        "week_links": tuple(
            Link(words, f"{here}?uge={monday + timedelta(weeks=step)}#hvem-goer-hvad")
            for step, words in steps
        ),
        "clashes": clash_lines(read, found, monday),
    }


def clashes_in_week(read: FamilyRead, monday: date) -> tuple[WeekClash, ...]:
    """Return where a family's week does not hold."""
    return _clashes(read, _entries(read, monday))


def clash_lines(
    read: FamilyRead, found: tuple[WeekClash, ...], monday: date
) -> tuple[ClashLine, ...]:
    """Return each clash in words, with how it was settled where it was."""
    if not found:
        return ()
    settled = settled_in(read.view.dossier_ids, [clash.mark for clash in found], read.user)
    holders = coordinators_of(read.view.id)
    return tuple(_line(clash, read, settled.get(clash.mark), monday, holders) for clash in found)


def _entries(read: FamilyRead, monday: date) -> tuple[WeekEntry, ...]:
    everything = [*_tasks(read, monday), *_contacts(read, monday), *_meetings(read)]
    return in_week(everything, monday)


def _clashes(read: FamilyRead, entries: tuple[WeekEntry, ...]) -> tuple[WeekClash, ...]:
    most = catalogue.current_profile().number("coordination.most_a_week")
    return clashes(entries, most)


def _tasks(read: FamilyRead, monday: date) -> Iterable[WeekEntry]:
    """Return the fixed hours of the week, and what is due on a day of it."""
    for task in read.tasks:
        if task.done_at is not None:
            continue
        href = reverse("staff:coordination", args=[task.case_public_id])
        party, who = party_of(task, read)
        for slot in task.slots:
            on = monday + timedelta(days=slot.weekday)
            if slot.from_on <= on and (slot.to_on is None or on <= slot.to_on):
                takes = frozenset({slot.person_id} if slot.person_id else ())
                yield WeekEntry(
                    party, on, slot.text or task.what, slot.starts, slot.ends, takes, who, href
                )
        if task.due_on is not None:
            yield WeekEntry(party, task.due_on, f"Senest: {task.what}", who=who, href=href)


def party_of(task: FamilyTask, read: FamilyRead) -> tuple[str, str]:
    """Return whose row a task stands in, and who of it."""
    if task.person_id:
        return FAMILY, read.first_name(task.person_id)
    unit = task.owner_unit or next((r.unit_name for r in read.team if r.name == task.owner), "")
    return unit or task.owner, task.owner if unit else ""


def _contacts(read: FamilyRead, monday: date) -> Iterable[WeekEntry]:
    units = {course.id: course.unit for course in read.courses}
    # A family may have seen a thousand contacts: those of other weeks are passed over unread.
    begins = clock.midnight(monday)
    ends = clock.midnight(monday + timedelta(days=DAYS_IN_A_WEEK))
    for row in read.contacts:
        if begins <= row.starts_at < ends and row.state in ON_THE_WEEK:
            yield WeekEntry(
                units.get(row.course_id, "Forløbet"),
                local_day(row.starts_at),
                row.place,
                _hour(row.starts_at),
                _hour(row.starts_at + timedelta(minutes=row.minutes)),
                frozenset(row.invited),
                listing([name.split()[0] for name in row.workers]),
                reverse("staff:contact", args=[row.public_id]),
            )


def _meetings(read: FamilyRead) -> Iterable[WeekEntry]:
    courses = {course.id: course for course in read.courses}
    units = {dossier.id: dossier.unit for dossier in read.view.dossiers}
    for row in read.meetings:
        course = courses.get(row.course_id or 0)
        yield WeekEntry(
            course.unit if course else units.get(row.dossier_id, "Kommunen"),
            local_day(row.starts_at),
            row.label,
            _hour(row.starts_at),
            _hour(row.ends_at),
            frozenset(row.seats),
            href=course_href(course) if course else "",
        )


def _hour(moment: datetime) -> time:
    return moment.astimezone(clock.ZONE).time().replace(tzinfo=None)


def _rows(
    read: FamilyRead,
    entries: tuple[WeekEntry, ...],
    found: tuple[WeekClash, ...],
    days: list[date],
) -> Iterable[PartyWeek]:
    for party in dict.fromkeys(entry.party for entry in entries):
        own = [entry for entry in entries if entry.party == party]
        who = [name for entry in own for name in entry.who.split(" og ") if name]
        yield PartyWeek(
            party,
            listing(list(dict.fromkeys(who))),
            _works_for(read, party),
            tuple(
                PartyDay(
                    weekday_day(day).split()[0].capitalize(),
                    tuple(_cell(entry, found) for entry in own if entry.on == day),
                )
                for day in days
            ),
        )


def _works_for(read: FamilyRead, party: str) -> str:
    """Return the goals a party's tasks serve, by their number on the page."""
    numbers = {
        goal.id: number
        for number, goal in enumerate((g for g in read.goals if g.ended_on is None), start=1)
    }
    mine = [task for task in read.tasks if party_of(task, read)[0] == party]
    served = sorted({numbers[t.goal_id] for t in mine if t.goal_id in numbers})
    return f"Mål {listing([str(number) for number in served])}" if served else ""


def _cell(entry: WeekEntry, found: tuple[WeekClash, ...]) -> PartyHour:
    flags = [clash.label for clash in found if entry in clash.entries and clash.most is None]
    hours = "–".join(f"{at.hour}.{at.minute:02}" for at in (entry.starts, entry.ends) if at)
    return PartyHour(hours, entry.what, entry.href, " ".join(flags))


def _line(
    clash: WeekClash,
    read: FamilyRead,
    settled: Settled | None,
    monday: date,
    holders: Mapping[int, str],
) -> ClashLine:
    name = read.first_name(clash.person_id) or "En i familien"
    what = [f"{entry.what} ({entry.party})" for entry in clash.entries]
    if clash.most is None and clash.on is not None:
        title = f"{name} skal være flere steder den {short_day(clash.on)}"
        text = f"samtidig: {listing(what)}."
    else:
        title = f"{name} har {count(len(clash.entries), 'aftale', 'aftaler')} på ugen"
        text = f"og praksisprofilen siger højst {clash.most}."
    return ClashLine(
        clash.label,
        title,
        text if settled else f"{text} {_who_settles(clash, read, holders)}",
        _where(read, clash, monday, holders),
        "Løs på ny" if settled else "Løs konflikten",
        _settled_words(settled) if settled else "",
    )


def _settled_words(settled: Settled) -> str:
    words = [CLASH_CHOICE_WORDS[settled.choice], settled.text.rstrip(".")]
    told = ": ".join(word for word in words if word)
    # The full stop comes after; a short month has one of its own.
    return f"Løst: {told}. {settled.by}, {short_day(local_day(settled.at))}".rstrip(".")


def _who_settles(clash: WeekClash, read: FamilyRead, holders: Mapping[int, str]) -> str:
    """Return who settles it: its coordinator, else the adviser, with the parties that meet."""
    adviser = next((row.name for row in read.team if row.relation == "adviser"), "")
    settler = listing(list(holders.values())) or adviser or "den, der koordinerer"
    others = [party for party in clash.parties if party != FAMILY]
    with_whom = f" sammen med {listing(others)}" if others else ""
    return f"Løses af {settler}{with_whom}."


def _where(read: FamilyRead, clash: WeekClash, monday: date, holders: Mapping[int, str]) -> str:
    """Return where the clash is settled, for who works a case and for who coordinates."""
    is_holder = read.user.pk in holders and bool(read.cases)
    if not is_holder and not any(case.may_work for case in read.cases):
        return ""
    address = reverse("staff:clash", args=[read.view.public_id, clash.mark])
    return f"{address}?uge={monday}"


def plan_href(read: FamilyRead) -> str:
    """Return where the tasks and their fixed hours are changed."""
    case = next((task.case_public_id for task in read.tasks if task.slots), "")
    own = next((c.public_id for c in read.cases if c.may_work), "")
    public_id = case or own
    return reverse("staff:coordination", args=[public_id]) if public_id else ""
