"""Two groups: parents who learn together, held with the health visitors, and a day of families."""

from datetime import timedelta

from hjemmebane.domain.groups import GroupKind, PlaceState
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.town import Town, at

SEATS = 4
ASKED = 6
WEEKS_BACK = 4
OF_MANY = frozenset({"intensive-home-based", "strengthened-family-treatment"})
AIMS = (
    "At turde sige nej og blive ved det uden at råbe.",
    "At have andre at ringe til, når det er svært.",
    "At lege ti minutter om dagen uden telefon.",
    "At morgenen bliver en, vi alle kan være i.",
    "At rose mere, end vi skælder ud.",
    "At forstå, hvorfor han trækker sig.",
)
# what, week from today, theme
SESSIONS = ((-3, "Leg"), (-2, "Ros"), (-1, "Faste rammer"), (1, "Når det går galt"), (2, "Ro"))


def fill_groups(town: Town) -> None:
    """Write the groups with their sessions, and the places of families whose courses run."""
    course = _group(
        town, GroupKind.COURSE, "De Utrolige År, efterår", "prevention", "sundhedspleje", SEATS
    )
    _sessions(town, course, 16, SESSIONS)
    own = [row for row in _running(town) if row["measure_id"] is None]
    own.sort(key=lambda row: row["programme_key"] != course["programme_key"])
    _places(town, course, own)
    day = _group(town, GroupKind.MULTI_FAMILY, "Familielørdag", "provider", None, SEATS)
    _sessions(town, day, 10, ((-2, "Frokost sammen"), (3, "Tur i skoven")))
    _places(town, day, [r for r in _running(town) if r["programme_key"] in OF_MANY])


def _group(
    town: Town, kind: GroupKind, title: str, unit: str, co_host: str | None, seats: int
) -> Row:
    return town.book.add(
        "courses.Group",
        form_token=None,
        kind=kind,
        title=title,
        programme_key="group-incredible-years" if kind is GroupKind.COURSE else "",
        unit_id=town.units[unit]["id"],
        co_host_id=town.units[co_host]["id"] if co_host else None,
        seats=seats,
        starts_on=town.anchor - timedelta(weeks=WEEKS_BACK),
    )


def _sessions(town: Town, group: Row, hour: int, weeks: tuple[tuple[int, str], ...]) -> None:
    for number, theme in weeks:
        town.book.add(
            "courses.GroupSession",
            group_id=group["id"],
            starts_at=at(town.anchor + timedelta(weeks=number, days=1), hour),
            minutes=120,
            theme=theme,
        )


def _running(town: Town) -> list[Row]:
    """Return the courses that run and had begun when the groups did, the oldest first."""
    begun = town.anchor - timedelta(weeks=WEEKS_BACK)
    return [
        row
        for row in town.book.of("courses.Course")
        if row["ended_on"] is None and row["started_on"] <= begun
    ]


def _places(town: Town, group: Row, courses: list[Row]) -> None:
    asked_at = at(town.anchor - timedelta(weeks=WEEKS_BACK), 11)
    rng = town.chance("groups", group["title"])
    for number, (course, aim) in enumerate(zip(courses[:ASKED], AIMS, strict=False)):
        is_seated = number < group["seats"]
        place = town.book.add(
            "courses.GroupPlace",
            group_id=group["id"],
            course_id=course["id"],
            aim=aim,
            state=PlaceState.SEATED if is_seated else PlaceState.WAITING,
            asked_at=asked_at + timedelta(minutes=number),
            asked_by_id=_worker(town, course),
            seated_on=asked_at.date() if is_seated else None,
            left_on=None,
        )
        for session in town.book.of("courses.GroupSession") if is_seated else ():
            if session["group_id"] == group["id"] and session["starts_at"] < town.now:
                town.book.add(
                    "courses.GroupAttendance",
                    session_id=session["id"],
                    place_id=place["id"],
                    was_there=rng.random() < 0.8,
                    contact_id=None,
                )


def _worker(town: Town, course: Row) -> int:
    ties = town.book.of("access.Tie")
    return int(
        next(
            tie["user_id"]
            for tie in ties
            if tie["course_id"] == course["id"] and tie["relation"] != "provider_head"
        )
    )
