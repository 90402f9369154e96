"""What waits besides the law: the programme's plan, tasks, answers, enquiries, leaders."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.access import (
    CASE_LEADERS,
    DEADLINE_LEADERS,
    PREVENTION_ROLES,
    BreakGlassReason,
    RoleKey,
)
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.course_due import DueItem
from hjemmebane.domain.programmes import MilestoneKind
from hjemmebane.domain.worklist import WorkGroup, group_of
from hjemmebane.edges.staff.agenda.rows import URGENCIES
from hjemmebane.edges.staff.courses.asking import ask_action, ask_title, asks_of
from hjemmebane.edges.staff.myday.seen import ON_COURSES, Seen
from hjemmebane.records.access.acting import may
from hjemmebane.records.access.queries import break_glass_for
from hjemmebane.records.agenda.queries import tasks_for
from hjemmebane.records.cases.queries.approvals import approvals_waiting, old_days, sent_back_to
from hjemmebane.records.cases.queries.day import cases_without_custody
from hjemmebane.records.courses.queries import CourseRow, extensions_waiting
from hjemmebane.records.feedback.queries import answered_on, to_read_for_danger
from hjemmebane.records.intake.queries import known_questions, mirror_questions, triage_table
from hjemmebane.records.leadership.differences import differences_waiting
from hjemmebane.records.people.queries import family_title, in_sentence
from hjemmebane.ui.rows import Action, DeadlineRow, Why
from hjemmebane.ui.words import count, days_away, long_date, weekday_day

Row = tuple[WorkGroup, DeadlineRow]
OPENED_WHY = {
    BreakGlassReason.ACUTE: "et barn kunne være i fare",
    BreakGlassReason.DUTY: "havde vagten",
    BreakGlassReason.SUBSTITUTE: "er stedfortræder",
    BreakGlassReason.COMPLAINT: "klage eller aktindsigt",
    BreakGlassReason.QUALITY: "sparring eller kvalitet",
    BreakGlassReason.OTHER: "andet",
}
SHOWN = 20


def other_rows(seen: Seen, until: datetime) -> list[Row]:
    """Return what else waits for the reader until a moment, each under its heading."""
    last = local_day(until)
    sources: tuple[tuple[frozenset[RoleKey], Callable[[Seen], Iterable[Row]]], ...] = (
        (PREVENTION_ROLES, _enquiries),
        (PREVENTION_ROLES, _questions),
        (frozenset({RoleKey.RECEPTION}), _mirrored),
        (CASE_LEADERS, _approvals),
        (frozenset({RoleKey.ADVISER, RoleKey.TEAM_LEADER}), _sent_back),
        (ON_COURSES, _answers),
        (frozenset({RoleKey.PREVENTION_LEADER, RoleKey.TEAM_LEADER}), _extensions),
        (frozenset({RoleKey.TEAM_LEADER}), _opened_without_tie),
        (DEADLINE_LEADERS, _differences),
        (frozenset({RoleKey.ADVISER}), _without_custody),
    )
    rows = [row for roles, source in sources if seen.roles & roles for row in source(seen)]
    rows += [row for course in seen.courses for row in _plan(course, seen, last)]
    rows += _asked(seen, last)
    rows += _tasks(seen, last)
    return sorted(rows, key=lambda row: list(WorkGroup).index(row[0]))


def _row(
    day: date,
    seen: Seen,
    title: str,
    detail: str = "",
    *,
    href: str = "",
    action: Action | None = None,
    why: Why | None = None,
) -> Row:
    group = group_of(day, seen.today)
    row = DeadlineRow(
        when=days_away(day, seen.today).capitalize(),
        day=weekday_day(day),
        title=title,
        detail=detail,
        urgency=URGENCIES[group],
        href=href,
        action=action,
        why=why,
    )
    return group, row


def _plan(course: CourseRow, seen: Seen, last: date) -> Iterable[Row]:
    """Return what the programme's plan asks of a course until a day; a plan, never a law."""
    family = family_title(course.family_name, course.children)
    href = reverse("staff:course", args=[course.public_id])
    for item in course.standing.open_due:
        if item.due_on and item.due_on <= last:
            title = f"{item.title}, {in_sentence(family)}"
            whose = f"{course.instead_of} · " if course.instead_of else ""
            detail = f"{whose}Forløbets plan · {course.standing.week_words}"
            why = _plan_why(item, item.due_on, course)
            act = _plan_act(item, course, seen)
            yield _row(item.due_on, seen, title, detail, href=href, why=why, action=act)


def _asked(seen: Seen, last: date) -> Iterable[Row]:
    """Return what the programmes ask of the families of one's courses until a day."""
    answered = answered_on([c.id for c in seen.courses], seen.user) if seen.courses else {}
    for course in seen.courses:
        own = answered.get(course.id, {})
        for asked in asks_of(course.askings, course.started_on, course.standing, own):
            if asked.due_on <= last:
                family = in_sentence(family_title(course.family_name, course.children))
                title = f"{ask_title(asked)}, {family}"
                href = reverse("staff:course", args=[course.public_id])
                act = ask_action(course.public_id, seen.user)
                yield _row(asked.due_on, seen, title, asked.words, href=href, action=act)


def _plan_act(item: DueItem, course: CourseRow, seen: Seen) -> Action | None:
    """Return the form that settles what the plan asks, where the reader may fill it in."""
    args = [course.public_id]
    if item.kind is MilestoneKind.MEETING and may(seen.user, "course.plan_meeting"):
        return Action("Sæt møde", reverse("staff:course_meeting", args=[*args, item.key]))
    if item.kind is MilestoneKind.DOCUMENT and may(seen.user, "course.mark_milestone"):
        return Action("Meld færdig", reverse("staff:course_milestone", args=[*args, item.key]))
    if item.kind is MilestoneKind.DECISION and may(seen.user, "course.decide_outcome"):
        return Action("Tag stilling", reverse("staff:course_outcome", args=args))
    return None


def _plan_why(item: DueItem, due_on: date, course: CourseRow) -> Why:
    return Why(
        rule=item.why or item.title,
        arithmetic=f"Forløbet begyndte {long_date(course.started_on)}. "
        f"Programmets plan lægger det senest {long_date(due_on)}.",
        closes_by=f"{item.title} er holdt eller skrevet.",
        version=f"{course.title}: forløbets plan, ikke en frist i loven",
    )


def _tasks(seen: Seen, last: date) -> list[Row]:
    rows = []
    for task in tasks_for(seen.user, last)[:SHOWN]:
        if task.due_on:
            whose = "" if task.owner_id == seen.user.pk else task.owner_name
            detail = " · ".join(word for word in (whose, "Opgave", task.how) if word)
            rows.append(_row(task.due_on, seen, task.title, detail))
    return rows


def _enquiries(seen: Seen) -> Iterable[Row]:
    """Return for the leader what waits on the week's table; reading has a clock of its own."""
    table = triage_table(seen.user)
    waiting = len(table.to_triage)
    if waiting and RoleKey.PREVENTION_LEADER in seen.roles:
        act = Action("Se listen", reverse("staff:enquiries"))
        title = f"Ugens bord: {count(waiting, 'henvendelse', 'henvendelser')} venter på svar"
        yield _row(_end_of_week(seen.today), seen, title, "Vurderes hver uge", action=act)


def _end_of_week(today: date) -> date:
    return today + timedelta(days=max(0, 4 - today.weekday()))


def _questions(seen: Seen) -> Iterable[Row]:
    for row in known_questions(seen.user):
        act = Action("Svar", reverse("staff:known_answer", args=[row.public_id]))
        title = f"Modtagelsen spørger: kendt her? {row.card.name}"
        yield _row(seen.today, seen, title, "Svares ja eller nej", action=act)


def _mirrored(seen: Seen) -> Iterable[Row]:
    for row in mirror_questions(seen.user):
        act = Action("Svar", reverse("staff:mirror_answer", args=[row.public_id]))
        age = f", {row.age} år" if row.age is not None else ""
        title = f"Tidlig Forebyggelse spørger: kendt her? {row.name}{age}"
        yield _row(local_day(row.asked_at), seen, title, "Svares ja eller nej", action=act)


def _approvals(seen: Seen) -> Iterable[Row]:
    """Return the decisions that wait for a leader; those that waited too long are over the time."""
    last = old_days()
    for row in approvals_waiting(seen.user, limit=SHOWN).rows:
        url = reverse("staff:case", args=[row.case_public_id])
        waited = row.waited_days
        age = f"ventet {count(waited, 'dag', 'dage')}" if waited else "kom i dag"
        detail = f"{row.step_words} · {row.decided_by} · {age}"
        title = f"Godkend {row.measure}, {row.child.name}"
        act = Action("Se og svar", f"{url}#afgoerelser")
        yield _row(local_day(row.asked_at) + timedelta(days=last), seen, title, detail, action=act)


def _sent_back(seen: Seen) -> Iterable[Row]:
    """Return the reader's own decisions that a leader said no to."""
    for case_id, child, why, on in sent_back_to(seen.user):
        act = Action("Se afgørelsen", f"{reverse('staff:case', args=[case_id])}#afgoerelser")
        title = f"Lederen sagde nej til afgørelsen om {child.name}"
        yield _row(_end_of_week(max(on, seen.today)), seen, title, why, action=act)


def _answers(seen: Seen) -> Iterable[Row]:
    for row in to_read_for_danger(seen.user)[:SHOWN]:
        act = Action("Læs svaret", reverse("staff:response_read", args=[row.public_id]))
        title = f"{row.who} har skrevet i et svar"
        detail = "Læses for fare samme dag, det kommer"
        yield _row(local_day(row.answered_at), seen, title, detail, action=act)


def _extensions(seen: Seen) -> Iterable[Row]:
    for course, row in extensions_waiting(seen.user)[:SHOWN]:
        args = [course.public_id, row.public_id]
        act = Action("Tag stilling", reverse("staff:course_extension_decide", args=args))
        family = family_title(course.family_name, course.children)
        title = f"Forlængelse, {in_sentence(family)}"
        asked = local_day(row.asked_at)
        waited = count((seen.today - asked).days, "dag", "dage")
        detail = f"{row.reason} · {row.asked_by} spurgte {weekday_day(asked)}, ventet {waited}"
        yield _row(_end_of_week(seen.today), seen, title, detail, action=act)


def _without_custody(seen: Seen) -> Iterable[Row]:
    """Return the reader's own cases where nobody is recorded as holding custody of the child."""
    for case_id, card in cases_without_custody(seen.followed, seen.user)[:SHOWN]:
        act = Action("Skriv personerne", reverse("staff:case_people", args=[case_id]))
        title = f"Ingen forældremyndighedsindehaver er registreret: {card.given_name}"
        detail = "Uden en kan ingen læse den afsluttende status"
        yield _row(_end_of_week(seen.today), seen, title, detail, action=act)


def _opened_without_tie(seen: Seen) -> Iterable[Row]:
    """Return each case opened without a tie, with who did it and why, for the leader to read."""
    for row in break_glass_for(seen.user)[:SHOWN]:
        act = Action("Læs og notér", reverse("staff:break_glass_list"))
        opened = row.opened_at.astimezone(clock.ZONE)
        parts = (OPENED_WHY[BreakGlassReason(row.reason)], row.text, weekday_day(opened))
        detail = " · ".join(part for part in parts if part)
        what = "læser et forløbs notater" if row.is_notes else "åbnede en sag uden tilknytning"
        title = f"{row.who} {what}"
        yield _row(_end_of_week(seen.today), seen, title, detail, action=act)


def _differences(seen: Seen) -> Iterable[Row]:
    """Return one line where the daily control found deadlines kept otherwise; else nothing."""
    waiting = differences_waiting(seen.user)
    if waiting:
        act = Action("Se efter", reverse("staff:control"))
        title = f"Kontrol af frister: {count(waiting, 'forskel', 'forskelle')}"
        detail = "Det, der står, og det, der regnes ud, er ikke det samme"
        yield _row(_end_of_week(seen.today), seen, title, detail, action=act)
