"""Made-up rows for the gallery."""

from datetime import date
from typing import Any

from hjemmebane.ui.charts.deadline_ruler import DeadlineRuler
from hjemmebane.ui.charts.feedback_trend import Answer, FeedbackTrend
from hjemmebane.ui.rows import (
    Action,
    Day,
    DayEntry,
    DeadlineGroup,
    DeadlineRow,
    DocumentRow,
    GoalRow,
    Happening,
    Link,
    LookUp,
    Mark,
    PartyDay,
    PartyHour,
    PartyWeek,
    PersonRow,
    Step,
    TurnedFeedback,
    Urgency,
    Why,
)

WHY = Why(
    rule="Første opfølgning senest 3 måneder efter, at indsatsen er begyndt.",
    law=(Link("Barnets lov § 95, stk. 1", "#lov"),),
    events=(
        Link("26. aug. 2026: familiebehandling begyndte (§ 32).", "#h1"),
        Link("3. juli 2026: undersøgelsen blev færdig. Den flytter ikke fristen."),
    ),
    arithmetic="26. august plus 3 kalendermåneder er torsdag 26. november 2026. "
    "Det er en hverdag, så datoen står.",
    closes_by="En formel opfølgning med forældrene og Ida, 7 år, og en valgt dato for den næste.",
    version="Regel F3, fra 1.1.2024",
    catalogue_href="#katalog",
    print_href="#papir",
    ruler=DeadlineRuler(
        date(2026, 8, 26),
        date(2026, 11, 26),
        date(2026, 11, 24),
        "indsatsen begynder",
        "3 md. = frist",
        start_href="#start",
        due_href="#frist",
    ),
)
TWO_RULES = Why(
    rule="Formel opfølgning på planen.",
    law=(Link("Barnets lov § 95, stk. 1–3", "#lov"),),
    other=(("Lokal regel", "Mindst hver 3. måned i alle sager. 11. sept. + 3 måneder = 11. dec."),),
    arithmetic="Den første gælder.",
    closes_by="En formel opfølgning.",
    version="Regel F4, version 3",
    ruler=DeadlineRuler(
        date(2026, 9, 11),
        date(2027, 1, 5),
        date(2026, 11, 12),
        "sidste opfølgning",
        "lov",
        local_due=date(2026, 12, 11),
        local_label="praksisprofil",
        local_href="#lokal",
    ),
)
LATE = Why(
    rule="Undersøgelsen skal være færdig inden 4 måneder.",
    arithmetic="20. juli plus 4 måneder er fredag 20. november 2026.",
    closes_by="Undersøgelsen.",
    version="Regel B1",
    ruler=DeadlineRuler(date(2026, 7, 20), date(2026, 11, 20), date(2026, 11, 24)),
)

DEADLINES = (
    DeadlineGroup(
        "Over tiden",
        Urgency.LATE,
        (
            DeadlineRow(
                "4 dage over",
                "fre. 20. nov.",
                "Undersøgelse, familien Lind",
                "§ 20 · Skriv foreløbig vurdering",
                Urgency.LATE,
                "#lind",
                LATE,
                Action("Skriv vurdering", "#skriv"),
            ),
        ),
    ),
    DeadlineGroup(
        "Denne uge",
        Urgency.WEEK,
        (
            DeadlineRow(
                "Om 2 dage",
                "tors. 26. nov.",
                "Første opfølgning, familien Winther",
                "§ 95 · Mødet er sat til kl. 14.00",
                Urgency.WEEK,
                "#winther",
                WHY,
                Action("Forbered", "#forbered"),
                is_open=True,
            ),
        ),
    ),
    DeadlineGroup(
        "Næste uge",
        Urgency.LATER,
        (
            DeadlineRow(
                "man. 30. nov.",
                "om 6 dage",
                "Opfølgning, familien Krogh",
                "§ 95 · Dato valgt sammen 31. august",
                Urgency.LATER,
                "",
                TWO_RULES,
                Action("Forbered", "#forbered2"),
            ),
        ),
    ),
)

DAY = Day(
    (
        DayEntry(
            "visit",
            "06.45",
            "08.00",
            "Familien Holm",
            "#holm",
            "Notat mangler",
            meta=("Hos Frida, Birkevej 12 · med Esben",),
            agreed="Tøjet lægges frem aftenen før. Selma vælger selv.",
            is_held=True,
            actions=(Action("Skriv notat", "#notat", "primary", "edit"),),
        ),
        DayEntry("trip", "08.15", "08.45", "14 min. · 11 km"),
        DayEntry(
            "visit",
            "09.00",
            "10.15",
            "Familien Sand",
            "#sand",
            "Notat skrevet",
            "done",
            meta=("Hjemme, Strandvejen 4",),
            is_held=True,
        ),
        DayEntry("gap", "10.15", "11.15", "1 t 38 min. fri til notat"),
        DayEntry("now", "11.20", title="Kør senest 11.48"),
        DayEntry("trip", "11.45", "12.15", "22 min. · 18 km", "#vej"),
        DayEntry(
            "visit",
            "12.15",
            "14.00",
            "Familien Krogh",
            "#krogh",
            "om 55 min.",
            meta=("Netværksmøde 2 af 2 · Åskolen, lokale 14",),
            agreed="Mormor henter om onsdagen. Skolen prøver fast plads i klassen.",
            actions=(
                Action("Dagsorden", "#dagsorden", icon="assignment"),
                Action("Send besked til Mette Krogh", "#besked", icon="chat", is_square=True),
            ),
        ),
        DayEntry("visit", "14.30", "15.30", "Fri til notat", is_plan=True),
    )
)


def turned(who: str, question: str, values: tuple[int, ...]) -> TurnedFeedback:
    """Return a turned answer with made-up days."""
    answers = tuple(
        Answer(date(2026, 10, 1 + 7 * i), value, f"#svar-{who}-{i}", i == len(values) - 1)
        for i, value in enumerate(values)
    )
    trend = FeedbackTrend(who, question, answers)
    return TurnedFeedback(
        who,
        question,
        trend,
        "Faldt i sidste uge. Ikke talt om endnu.",
        "#f",
        Link("Tag det op i morgen", "#op"),
    )


def staff() -> dict[str, Any]:
    """Return the rows of the staff gallery."""
    return {
        "crumbs": (("Familier", "#familier"), ("Holm", "")),
        "actions": (
            Action("Skriv kontakt", "#kontakt", "primary"),
            Action("Udskriv", "#print", icon="print"),
        ),
        "deadlines": DEADLINES,
        "plain_deadlines": DEADLINES[2].rows,
        "marks": (
            Mark("Lukket kreds", "kun de 7 omkring familien"),
            Mark("To hjem", "post sendes til hver forælder for sig", "home"),
            Mark("§ 30-forløbet 2025", "er åbnet med Fridas samtykke", "check"),
        ),
        "people": (
            PersonRow("Anna", "rådgiver, familiens faste", "siden 22. maj 2026"),
            PersonRow("Hanne", "lærer, Engskolen", "med samtykke", "#hanne"),
        ),
        "day": DAY,
        "turned": (
            turned("Frida Holm", "Noget at bruge i morgen", (8, 8, 7, 4)),
            turned("Oliver Krogh, 11 år", "Jeg kunne være mig selv", (3, 4, 4, 7)),
        ),
        "documents": (
            DocumentRow(
                "Afsluttende rapport, familien Holm",
                (
                    Step("Skrevet", "done"),
                    Step("Til læsning", "now"),
                    Step("Bemærkning"),
                    Step("Sendt"),
                ),
                "Jonas har læst den, Frida ikke endnu.",
                "#rapport",
            ),
        ),
        "happenings": (
            Happening(
                "I går 19.10", "Besøg hos Frida, Dorte og Esben", "Mål 1. Næste: ugetavlen.", "#b1"
            ),
            Happening(
                "10. nov.",
                "Uformel: Anna ringer til Rikke, jobcentret",
                "Markeret som konflikt K1.",
            ),
        ),
        "goal": GoalRow(
            "Vi kan komme ud ad døren om morgenen uden at råbe",
            "Morgenen lykkes roligt mindst fire hverdage om ugen i begge hjem.",
            "Fridas ord · aftalt 9. sept. · planens mål 1",
            tasks=(("Frida", "lægger tøj frem sammen med Selma."),),
        ),
        "facts": (("Trin", "3b, barnets lov § 32"), ("Formål", "Ro og tryghed hjemme")),
        "zooms": (("Alt", "#alt", False), ("9 mdr.", "#9", True), ("4 uger", "#4", False)),
        "looks": (LookUp("Dorte, familiebehandler", "i dag 11.22", "Skrev om besøget"),),
        **_week(),
    }


def _week() -> dict[str, Any]:
    return {
        "week_days": ("Man 30.", "Tir 1."),
        "week_rows": (
            PartyWeek("Jobcentret", "Rikke", "Frida i gang", _days("8–16", "Praktik")),
            PartyWeek("Kastanjen", "Line", "Mål 2", _days("14.30", "Frida henter")),
        ),
    }


def _days(hours: str, what: str) -> tuple[PartyDay, ...]:
    return (
        PartyDay("Man 30.", ()),
        PartyDay("Tir 1.", (PartyHour(hours, what, "#opgave", "K1"),)),
    )


def family() -> dict[str, Any]:
    """Return the rows of the family gallery."""
    return {
        "todo": (
            ("week", "#i-dag", "Fortæl, hvordan det var i dag", "4 spørgsmål, 1 minut"),
            ("later", "#moede", "Svar på mødet i morgen", ""),
        ),
        "goal": staff()["goal"],
        "looks": (
            LookUp("Dorte, familiebehandler", "i dag 11.22", "Skrev om besøget"),
            LookUp("Bo, rådgiver", "12. nov.", "Vikar for Anna, der var syg"),
        ),
    }
