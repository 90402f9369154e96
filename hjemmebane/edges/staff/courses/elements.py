"""Elements, focus points and topics of a course in ready words."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from hjemmebane.domain.elements import ElementStanding
from hjemmebane.records.access.acting import may
from hjemmebane.records.courses.queries import CoursePage
from hjemmebane.ui.charts.dials import Element, ElementDials
from hjemmebane.ui.words import short_date

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User

LEAST_WEEKS = 12
MOST_WEEKS = 26


@dataclass(frozen=True)
class FocusLine:
    """A focus point between finding and goal, each with where it comes from."""

    public_id: str
    finding: str
    found_in: str
    words: str
    whose: str
    goal: str


@dataclass(frozen=True)
class TopicLine:
    """A topic with what stands, who wrote it when, and where it is written."""

    title: str
    ask: str
    text: str
    written: str
    href: str


def dials(page: CoursePage, user: "User") -> ElementDials | None:
    """Return the elements as dials; nothing where the programme names none."""
    elements = page.content.elements
    if not elements:
        return None
    weeks = max(page.programme.duration_weeks or LEAST_WEEKS, len(elements[0].weeks))
    shown = min(weeks, MOST_WEEKS)
    can_turn = page.is_on_course and not page.course.ended_on and may(user, "course.set_strength")
    return ElementDials(
        tuple(_dial(page, item, can_turn=can_turn) for item in elements),
        shown,
        elements[0].scale,
        max(1, len(elements[0].weeks) - shown + 1),
    )


def _dial(page: CoursePage, item: ElementStanding, *, can_turn: bool) -> Element:
    href = reverse("staff:course_element", args=[page.course.public_id, item.key])
    return Element(
        name=item.title,
        now=item.level,
        agreed=item.agreed,
        weeks=item.weeks[-MOST_WEEKS:],
        reason=_reason(item),
        href=href if can_turn else "",
    )


def _reason(item: ElementStanding) -> str:
    said = [f"Givet {item.delivered} af {item.counted} gange." if item.counted else item.about]
    if item.since and item.why:
        said.append(f"{item.why.rstrip('.')}, fra {short_date(item.since)}.")
    elif item.since:
        said.append(f"Ændret {short_date(item.since)}.")
    return " ".join(said)


def focus_lines(page: CoursePage) -> tuple[FocusLine, ...]:
    """Return the focus points of the course that stand, oldest first."""
    return tuple(
        FocusLine(
            public_id=row.public_id,
            finding=row.finding,
            found_in=row.found_in,
            words=row.words,
            whose=f"{row.words_of.given_name}, {short_date(row.made_on)}",
            goal=f"{row.goal} (målet er slut)" if row.goal_has_ended else row.goal,
        )
        for row in page.content.focus
        if row.ended_on is None
    )


def focus_before(page: CoursePage) -> tuple[tuple[str, str], ...]:
    """Return the focus points that were, in their words, with the day and why they ended."""
    return tuple(
        (row.words, f"{short_date(row.made_on)} til {short_date(row.ended_on)}. {row.end_words}.")
        for row in page.content.focus
        if row.ended_on is not None
    )


def topic_lines(page: CoursePage, user: "User") -> tuple[TopicLine, ...]:
    """Return the topics of the programme, for those who read the plan."""
    if not page.content.may_read:
        return ()
    can_write = not page.course.ended_on and may(user, "course.write_topic")
    return tuple(
        TopicLine(
            title=row.title,
            ask=row.ask,
            text=row.text,
            written=f"{row.written_by}, {short_date(row.written_at)}" if row.written_at else "",
            href=reverse("staff:course_topic", args=[page.course.public_id, row.key])
            if can_write
            else "",
        )
        for row in page.content.topics
    )
