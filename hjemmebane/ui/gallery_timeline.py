"""A made-up case on the timeline, for the gallery."""

from datetime import date, timedelta

from hjemmebane.ui.charts.feedback_trend import Answer, FeedbackLine
from hjemmebane.ui.charts.timeline import Timeline
from hjemmebane.ui.charts.timeline_parts import Bar, Lane, TimelineMark

TODAY = date(2026, 11, 12)
MONDAY = date(2026, 10, 5)


def day_of(text: str) -> date:
    """Return the day written as 2026-11-12."""
    return date.fromisoformat(text)


def answers() -> tuple[FeedbackLine, ...]:
    """Return two people's made-up answers."""
    frida = ((7, 1, 5), (8, 3, 6), (9, 7, 7), (10, 12, 7), (11, 2, 8))
    jonas = ((7, 9, 7), (8, 12, 7), (9, 14, 6), (10, 19, 7), (11, 4, 5))
    return (
        FeedbackLine("Frida", tuple(Answer(date(2026, m, d), v, f"#f{m}{d}") for m, d, v in frida)),
        FeedbackLine(
            "Jonas",
            tuple(Answer(date(2026, m, d), v, f"#j{m}{d}", v == 5) for m, d, v in jonas),
            "ring",
        ),
    )


def _contacts() -> tuple[TimelineMark, ...]:
    weekly = [date(2026, 6, 16) + timedelta(days=7 * n) for n in range(16)]
    often = [MONDAY + timedelta(days=2 * n) for n in range(30)]
    visits = [
        TimelineMark(d, "Besøg", "visit", f"#k{d:%m%d}", d > TODAY, is_labelled=False)
        for d in (*weekly, *often)
    ]
    return (
        *visits,
        TimelineMark(date(2026, 7, 3), "Anna ringer", "informal", "#u1", is_labelled=False),
        TimelineMark(date(2026, 10, 22), "Besøg", "cancelled", "#a1", is_labelled=False),
        TimelineMark(date(2026, 9, 11), "formel opfølgning 11. sept.", "formal", "#o1"),
        TimelineMark(
            date(2026, 12, 11), "formel opfølgning senest 11. dec.", "formal", "#o2", True
        ),
    )


PHASES = (
    Bar("1 Motivation", day_of("2026-10-05"), day_of("2026-11-01"), href="#fase1"),
    Bar("2 Afdækning", day_of("2026-11-02"), day_of("2026-11-29"), href="#fase2"),
    Bar("3 Afslutning", day_of("2026-11-30"), day_of("2026-12-27"), href="#fase3"),
)
LANES = (
    Lane(
        "Indsatser og trin",
        ("mørkere = mere", "indgribende; stiplet", "= planlagt"),
        bars=(
            Bar("§ 30-forløb", day_of("2025-10-01"), day_of("2026-03-10"), "2", "#m0"),
            Bar("Familiebehandling", day_of("2026-06-15"), day_of("2026-10-05"), "3", "#m1"),
            Bar(
                "Intensivt i hjemmet",
                MONDAY,
                day_of("2026-12-27"),
                "3b",
                "#m2",
                has_end_mark=True,
            ),
            Bar(
                "Børnefaglig undersøgelse, § 20 (112 dage)",
                day_of("2026-05-22"),
                day_of("2026-09-11"),
                href="#m3",
            ),
            Bar(
                "Svømning med fritidspas (Selma)",
                day_of("2026-09-01"),
                day_of("2026-12-27"),
                "1",
                "#m4",
            ),
        ),
    ),
    Lane(
        "Faser",
        ("plan øverst, faktisk nederst",),
        plan=PHASES,
        actual=(
            Bar("1 Motivation", day_of("2026-10-05"), day_of("2026-11-05"), href="#f1"),
            Bar("2 Afdækning", day_of("2026-11-06"), href="#f2"),
        ),
        drift="fase 1 blev 4 dage længere",
    ),
    Lane("Kontakter", ("streg: besøg", "ring: uformel", "rude: formel"), marks=_contacts()),
    Lane(
        "Møder",
        ("fyldt: holdt",),
        marks=(
            TimelineMark(day_of("2026-07-25"), "Netværksmøde 1", "meeting", "#n1"),
            TimelineMark(day_of("2026-10-06"), "Startmøde", "meeting", "#n2"),
            TimelineMark(day_of("2026-11-05"), "Opfølgningsmøde, fase 1", "meeting", "#n3"),
            TimelineMark(day_of("2026-11-25"), "Netværksmøde 2", "meeting", "#n4", True),
            TimelineMark(
                day_of("2026-12-17"), "Statusmøde: dato skal vælges", "meeting", "#n5", True
            ),
        ),
    ),
    Lane(
        "Tilbagemelding",
        ("om samarbejdet, 0–10",),
        lines=answers(),
        drift="faldt 7 → 5 den 4. nov.",
    ),
    Lane(
        "Afgørelser",
        marks=(
            TimelineMark(day_of("2026-06-12"), "Familiebehandling, § 32", "decision", "#b1"),
            TimelineMark(day_of("2026-09-25"), "Intensiv indsats, § 32", "decision", "#b2"),
        ),
    ),
    Lane(
        "Dokumenter",
        marks=(
            TimelineMark(day_of("2026-05-20"), "Underretning fra skolen", "document", "#d1"),
            TimelineMark(day_of("2026-05-22"), "Screening, § 18", "document", "#d2"),
            TimelineMark(
                day_of("2026-11-07"), "Referat: Jonas mangler", "document", "#d3", is_open=True
            ),
        ),
    ),
)


def timeline() -> Timeline:
    """Return the timeline of the made-up family."""
    return Timeline(
        day_of("2026-05-01"),
        day_of("2027-01-31"),
        TODAY,
        LANES,
        "Tidslinjen",
        day_of("2025-09-01"),
        day_of("2027-02-28"),
        "#tidslinje-tabel",
    )
