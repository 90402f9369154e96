"""Made-up charts for the gallery."""

from datetime import date, timedelta
from typing import Any

from hjemmebane.ui.charts.case_flow import CaseAges, CaseFlowBars, MonthFlow
from hjemmebane.ui.charts.caseload import Caseload, WeekLoad
from hjemmebane.ui.charts.course_weeks import CourseWeeks
from hjemmebane.ui.charts.dials import Element, ElementDials
from hjemmebane.ui.charts.feedback_trend import FeedbackHistory
from hjemmebane.ui.charts.fidelity import FidelityGrid, FidelityRow, WeekState
from hjemmebane.ui.charts.forecast import ForecastBand, MonthBand
from hjemmebane.ui.charts.goals import GoalCurves, GoalLine, GoalMultiples, Rater, Rating
from hjemmebane.ui.charts.ladder import LadderHistory, Move, OnRung, Rung
from hjemmebane.ui.charts.network import Home, NetworkMap, Tie
from hjemmebane.ui.charts.silent_since import Silence, SilentSince
from hjemmebane.ui.charts.timeline_parts import Bar
from hjemmebane.ui.charts.weeks_parts import Drift, VisitMark, WeekRow
from hjemmebane.ui.gallery_timeline import MONDAY, TODAY, answers, day_of, timeline


def _visits() -> tuple[VisitMark, ...]:
    return tuple(
        VisitMark(
            MONDAY + timedelta(days=7 * week + 2 * n),
            "planned" if week > 5 else ("both", "one", "cancelled" if week == 3 else "both")[n],
            "Besøg",
            f"#v{week}{n}",
            n == 1,
        )
        for week in range(12)
        for n in range(3)
    )


def _week_rows() -> tuple[WeekRow, ...]:
    plan, actual = timeline().lanes[1].plan, timeline().lanes[1].actual
    return (
        WeekRow(
            "Faser",
            "plan øverst, faktisk nederst",
            plan,
            actual,
            drifts=(
                Drift(day_of("2026-11-01"), day_of("2026-11-05"), "+ 4 dage"),
                Drift(
                    day_of("2026-11-30"),
                    day_of("2026-12-04"),
                    "+ 4 dage, hvis intet ændres",
                    is_forecast=True,
                ),
            ),
            say="4 dage efter plan",
            say_more="Frida var syg 29. okt. – 2. nov.",
        ),
        WeekRow(
            "Spor 1: afklaring",
            "og afdækning",
            bars=(
                Bar("Motiverende samtaler (MI)", MONDAY, day_of("2026-11-01"), href="#s1"),
                Bar("Indre billede (IWMC)", day_of("2026-11-09"), day_of("2026-11-22"), href="#s2"),
                Bar("AAI: Frida, Jonas", day_of("2026-11-02"), day_of("2026-11-11"), href="#s3"),
                Bar(
                    "Rapport skrives",
                    day_of("2026-12-07"),
                    day_of("2026-12-20"),
                    href="#s4",
                    is_planned=True,
                ),
            ),
            say="5 af 7 i gang eller færdige",
            say_more="Kun resumé gemmes, ingen testark",
        ),
        WeekRow(
            "Møder",
            "fyldt: holdt",
            marks=timeline().lanes[3].marks[1:],
            say="Næste: 25. nov. kl. 15.30",
        ),
        WeekRow("Besøg", "ét felt pr. besøg", visits=_visits(), say="15 af 32 besøg er holdt"),
    )


def weeks() -> CourseWeeks:
    """Return the made-up course in its sixth week."""
    return CourseWeeks(
        MONDAY, 12, TODAY, _week_rows(), "De 12 uger", ((2, "efterårsferie"), (12, "jul"))
    )


def ladder() -> LadderHistory:
    """Return the made-up family's way on the ladder."""
    names = (
        ("1", "Almenområdet"),
        ("2", "Forebyggende"),
        ("3", "Hjemmebaseret"),
        ("3b", "Intensivt i hjemmet"),
        ("4", "Slægt og netværk"),
        ("5", "Plejefamilie"),
        ("6", "Institution"),
    )
    return LadderHistory(
        tuple(Rung(step, name) for step, name in names),
        (
            OnRung("2", "§ 30-forløb", day_of("2025-10-01"), day_of("2026-03-10"), "#m0"),
            OnRung("3", "Familiebehandling", day_of("2026-06-15"), day_of("2026-10-05"), "#m1"),
            OnRung("3b", "Intensivt i hjemmet", MONDAY, day_of("2026-12-27"), "#m2"),
            OnRung("1", "Svømning", day_of("2026-09-01"), day_of("2026-12-27"), "#m4"),
        ),
        (
            Move(day_of("2026-06-15"), "2", "3", "morgener og skift blev værre", "#t1"),
            Move(MONDAY, "3", "3b", "én ugentlig time rakte ikke", "#t2"),
        ),
        day_of("2025-09-01"),
        day_of("2026-12-31"),
        TODAY,
    )


def goals() -> GoalMultiples:
    """Return the made-up family's goals."""
    raters = (
        Rater("f", "Frida", "dot"),
        Rater("j", "Jonas", "ring"),
        Rater("s", "Selma", "diamond"),
        Rater("k", "Skole og børnehave", "square"),
        Rater("b", "Behandlere", "triangle"),
    )

    def run(key: str, *values: int) -> tuple[str, tuple[Rating, ...]]:
        return key, tuple(
            Rating(date(2026, 6 + n, 10), v, f"#g{key}{n}") for n, v in enumerate(values)
        )

    return GoalMultiples(
        (
            GoalCurves(
                "Vi kan komme ud ad døren om morgenen uden at råbe.",
                (
                    run("f", 2, 3, 4, 5, 6),
                    run("j", 5, 5, 6, 7),
                    run("s", 2, 2, 4, 5, 6),
                    run("k", 4, 4, 6),
                    run("b", 3, 4, 5),
                ),
                "Morgenen lykkes roligt mindst fire hverdage om ugen i begge hjem.",
                "Fridas ord · aftalt 9. sept. · planens mål 1",
                "#maal1",
            ),
            GoalCurves(
                "Viggo skal vide, hvem der henter ham.",
                (run("f", 4, 5, 7), run("j", 6, 5, 5)),
                "Forudsigelige skift: samme ugetavle i begge hjem og i børnehaven.",
                "Jonas’ ord · aftalt 9. sept. · planens mål 2",
                not_asked=(
                    ("s", "Spørges ikke. Viggos eget billede er et samtalekort fra 4. nov."),
                ),
            ),
        ),
        raters,
        day_of("2026-06-01"),
        day_of("2026-11-30"),
    )


def network() -> NetworkMap:
    """Return the made-up family's network."""
    return NetworkMap(
        (Home("Frida", "hjem 1"), Home("Jonas", "hjem 2")),
        ("Selma", "Viggo"),
        (
            Tie("Tove, kollega", "ikke spurgt", True, strength="askable", home=0, href="#n1"),
            Tie("Karin, nabo", "tidligt oppe", True, near="Selma", href="#n2"),
            Tie("Mormor Inge", "henter torsdag", True, "weekly", "supports", home=0, href="#n3"),
            Tie("Alma Rosenkilde-Sørensens mor", "Selmas veninde", True, "weekly", href="#n4"),
            Tie("Farbror Mads", "set dem i ferier", True, home=1, href="#n5"),
            Tie("Rikke", "jobcenter", False, home=0, href="#n6"),
            Tie("Dorte", "familiebehandler", False, "weekly", "supports", href="#n7"),
            Tie("Line", "pædagog, Viggo", False, "weekly", near="Viggo", href="#n8"),
            Tie("Hanne", "lærer, Selma", False, "weekly", near="Selma", href="#n9"),
            Tie("Ali", "svømmetræner", False, near="Selma", home=1, href="#n10"),
        ),
    )


def dials() -> ElementDials:
    """Return the elements of the made-up course."""
    return ElementDials(
        (
            Element(
                "Samarbejdsalliance",
                3,
                3,
                (2, 2, 2, 2, 3, 3),
                "Op i uge 5: Jonas’ melding faldt.",
                "#e1",
            ),
            Element(
                "Sammenhæng på tværs",
                2,
                3,
                (1, 1, 2, 2, 2, 2),
                "Skal op: planerne støder sammen.",
                "#e2",
            ),
            Element(
                "Det brede netværk",
                1,
                2,
                (1, 1, 1, 1, 1, 1),
                "Under plan: to er ikke spurgt.",
                "#e3",
            ),
            Element("Flerfamilieaktivitet", 0, 2, (1, 1, 0, 0, 0, 0), "Hviler fra uge 3.", "#e4"),
        )
    )


def fidelity() -> FidelityGrid:
    """Return how the made-up course follows its programme."""
    states = ("full", "full", "half", "empty", "full", "open")
    return FidelityGrid(
        (
            FidelityRow(
                "To behandlere på besøg hver uge",
                tuple(WeekState("full", f"#p1{n}") for n in range(6)),
                "6 af 6",
            ),
            FidelityRow(
                "Begge forældre med hver uge",
                tuple(WeekState(s, f"#p2{n}") for n, s in enumerate(states)),
                "3 af 6",
                "Jonas på nathold i uge 3",
            ),
            FidelityRow(
                "Behandlernes supervision hver 14. dag",
                tuple(WeekState("none" if n % 2 == 0 else "full") for n in range(6)),
                "2 af 3",
            ),
        )
    )


def since() -> SilentSince:
    """Return families without contact."""
    return SilentSince(
        (
            Silence("Lind", 41, "#l"),
            Silence("Bach", 33, "#b"),
            Silence("Berg", 29, "#r"),
            Silence("Bøgh", 21, "#o"),
        ),
        28,
    )


def load() -> Caseload:
    """Return a made-up year of cases."""
    return Caseload(
        tuple(
            WeekLoad(date(2025, 11, 24) + timedelta(weeks=n), 31 - n // 12 + (n % 5 == 0), "")
            for n in range(53)
        ),
        25,
        30,
        "#mine",
    )


def forecast() -> ForecastBand:
    """Return a year of follow-ups ahead of a team."""
    months = tuple(
        MonthBand(date(2026 + (n + 11) // 12, (n + 11) % 12 + 1, 1), 14 + n % 3, 19 + n % 4, 26)
        for n in range(12)
    )
    return ForecastBand("Opfølgninger", months, usual=22)


def flow() -> CaseFlowBars:
    """Return a year of cases that come and go."""
    firsts = [date(2026 + (n + 11) // 12, (n + 11) % 12 + 1, 1) for n in range(12)]
    return CaseFlowBars(
        tuple(MonthFlow(day, 7 + n % 4, 5 + n % 3, 150 + n) for n, day in enumerate(firsts))
    )


def staff() -> dict[str, Any]:
    """Return the charts of the staff gallery."""
    return {
        "timeline": timeline(),
        "ladder": ladder(),
        "goals": goals(),
        "weeks": weeks(),
        "network": network(),
        "history": FeedbackHistory(answers(), day_of("2026-06-15"), TODAY, "Samarbejdet, 0–10"),
        "dials": dials(),
        "fidelity": fidelity(),
        "since": since(),
        "load": load(),
        "forecast": forecast(),
        "flow": flow(),
        "ages": CaseAges((("Under 3 måneder", 21), ("3 til 6 måneder", 34), ("Over 2 år", 0))),
    }


def family() -> dict[str, Any]:
    """Return the charts of the family gallery."""
    return {"line": GoalLine(2, 6, 8, "i juni", "#maal"), "near_line": GoalLine(4, 5, 6)}
