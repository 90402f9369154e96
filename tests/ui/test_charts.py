"""Each chart says the same as its table, leads to its records, keeps the strict policy."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template, engines
from django.utils.safestring import mark_safe

from hjemmebane.ui import gallery_charts
from hjemmebane.ui.charts.axis import Axis
from hjemmebane.ui.charts.chart import Chart, twin
from hjemmebane.ui.charts.deadline_ruler import DeadlineRuler
from hjemmebane.ui.charts.feedback_trend import Answer, FeedbackTrend
from hjemmebane.ui.charts.hits import Spot, areas
from hjemmebane.ui.charts.ladder import LadderHistory, OnRung, Rung
from hjemmebane.ui.charts.network import Home, NetworkMap, Tie
from hjemmebane.ui.charts.silent_since import Silence, SilentSince
from hjemmebane.ui.charts.svg import Svg, wrapped
from hjemmebane.ui.charts.timeline import Timeline
from hjemmebane.ui.charts.timeline_parts import Bar, Lane, TimelineMark
from hjemmebane.ui.gallery_timeline import timeline

TODAY = date(2026, 11, 12)
EVIL = '<script>alert("x")</script>'
CHARTS = {
    **gallery_charts.staff(),
    **gallery_charts.family(),
    "ruler": DeadlineRuler(
        date(2026, 9, 11), date(2027, 1, 5), TODAY, start_href="#a", due_href="#b"
    ),
    "trend": FeedbackTrend("Frida", "Spørgsmål", (Answer(TODAY, 4, "#svar"),)),
}
EVERY = pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS.keys())


def drawings(chart: Chart) -> tuple[str, str]:
    return str(chart.svg()), str(chart.svg_narrow())


def links(drawing: str) -> list[str]:
    return [str(a["href"]) for a in BeautifulSoup(drawing, "html.parser").find_all("a")]


@EVERY
def test_a_drawing_has_no_style_attribute_and_no_handler(chart: Chart) -> None:
    for drawing in drawings(chart):
        assert "style=" not in drawing
        assert not re.search(r"\son\w+=", drawing)


@EVERY
def test_a_drawing_says_what_it_is_to_those_who_do_not_see_it(chart: Chart) -> None:
    for drawing in drawings(chart):
        for svg in BeautifulSoup(drawing, "html.parser").find_all(
            "svg", class_=lambda c: c != "key"
        ):
            assert svg.get("role") == "group"
            assert svg.get("aria-label") or svg.find_parent(attrs={"aria-hidden": "true"})


@EVERY
def test_every_link_in_a_drawing_has_a_name(chart: Chart) -> None:
    for drawing in drawings(chart):
        for link in BeautifulSoup(drawing, "html.parser").select("svg a"):
            titles = [title.get_text() for title in link.find_all("title")]
            assert titles == [link["aria-label"]]


@EVERY
def test_what_a_finger_must_hit_is_never_smaller_than_24_pixels(chart: Chart) -> None:
    for drawing in drawings(chart):
        for area in BeautifulSoup(drawing, "html.parser").select("svg a rect"):
            assert float(str(area["width"])) >= 24
            assert float(str(area["height"])) >= 24


@EVERY
def test_the_twin_leads_everywhere_the_drawing_leads(chart: Chart) -> None:
    twin = {cell.href for row in chart.table().rows for cell in row if cell.href}
    apart = {"#tidslinje-tabel", "#mine"}  # lead to the twin itself, and to the list behind it
    for drawing in drawings(chart):
        assert set(links(drawing)) - apart <= twin


@EVERY
def test_each_row_of_a_twin_has_a_cell_under_each_header(chart: Chart) -> None:
    twin = chart.table()
    assert twin.rows
    assert {len(row) for row in twin.rows} == {len(twin.headers)}


LOOP = Template(
    "{% for row in twin.rows %}\n<tr>{% for cell in row %}"
    '{% if forloop.first %}<th scope="row">{% else %}<td>{% endif %}'
    '{% if cell.href %}<a href="{{ cell.href }}">{{ cell.text }}</a>{% else %}'
    "{{ cell.text }}{% endif %}"
    "{% if forloop.first %}</th>{% else %}</td>{% endif %}{% endfor %}</tr>{% endfor %}",
    engine=engines["django"].engine,  # type: ignore[attr-defined]  # the only engine there is
)


@EVERY
def test_the_rows_of_a_twin_read_to_the_letter_as_a_template_would_write_them(chart: Chart) -> None:
    shown = chart.table()
    assert shown.body() == LOOP.render(Context({"twin": shown}))


def test_a_twin_escapes_what_people_wrote_and_keeps_what_is_escaped_already() -> None:
    rows = [[EVIL, ("Lis & Bo's", '/a?b=1&c="')], [mark_safe("<b>ja</b>"), "5 > 4"]]
    shown = twin(EVIL, ("A", "B"), rows)
    assert shown.body() == LOOP.render(Context({"twin": shown}))
    assert "<script" not in shown.body()
    assert "<b>ja</b>" in shown.body()


def test_the_timelines_twin_holds_every_bar_mark_and_answer() -> None:
    chart = timeline()
    things = sum(
        len((*lane.bars, *lane.plan, *lane.actual, *lane.marks))
        + sum(len(line.answers) for line in lane.lines)
        for lane in chart.lanes
    )
    assert len(chart.table().rows) == things


def test_the_twin_of_the_weeks_holds_every_visit_with_its_address() -> None:
    chart = gallery_charts.weeks()
    visits = [visit.href for row in chart.rows for visit in row.visits]
    found = {cell.href for row in chart.table().rows for cell in row}
    assert len(visits) == 36
    assert set(visits) <= found


def test_the_twin_of_the_grid_holds_every_week_of_every_point() -> None:
    grid = gallery_charts.staff()["fidelity"]
    assert len(grid.table().rows) == sum(len(row.weeks) for row in grid.rows)


def test_the_twin_of_the_dials_tells_every_week_in_words() -> None:
    dials = gallery_charts.staff()["dials"]
    row = dials.table().rows[0]
    assert [cell.text for cell in row[:3]] == ["Samarbejdsalliance", "høj", "høj"]
    assert row[3].text.count("uge") == len(dials.elements[0].weeks)


def test_lone_marks_lead_to_their_own_records_in_time_order() -> None:
    marks = tuple(
        TimelineMark(
            TODAY - timedelta(days=40 * n), f"Besøg {n}", "visit", f"/k/{n}", is_labelled=False
        )
        for n in range(3)
    )
    chart = Timeline(date(2026, 5, 1), date(2027, 1, 31), TODAY, (Lane("Kontakter", marks=marks),))
    assert links(str(chart.svg())) == ["/k/2", "/k/1", "/k/0"]


def test_marks_too_close_for_a_finger_share_one_area() -> None:
    spots = [Spot(10, "a", "/a"), Spot(14, "b", "/b"), Spot(300, "c", "/c")]
    shared, alone = areas(spots, 0, 320, "/alle")
    assert (shared.title, shared.href) == ("a; b", "/alle")
    assert alone.href == "/c"


def test_shared_areas_never_lie_over_each_other() -> None:
    spots = [Spot(n * 3.3, str(n), f"/{n}") for n in range(100)]
    found = areas(spots, 0, 330)
    assert all(a.near + a.size <= b.near + 0.01 for a, b in pairwise(found))


@pytest.mark.parametrize(
    "chart",
    [
        NetworkMap((Home(EVIL),), (EVIL,), (Tie(EVIL, EVIL, True, href='/x"onload="1'),)),
        SilentSince((Silence(EVIL, 4, "/f"),), 28),
        Timeline(
            date(2026, 5, 1),
            date(2027, 1, 1),
            TODAY,
            (Lane(EVIL, bars=(Bar(EVIL, TODAY, None, "3", "/b"),)),),
        ),
        replace(
            gallery_charts.goals(),
            goals=(replace(gallery_charts.goals().goals[0], own_words=EVIL),),
        ),
    ],
    ids=["network", "since", "timeline", "goals"],
)
def test_names_are_words_and_never_markup(chart: Chart) -> None:
    for drawing in drawings(chart):
        assert "<script" not in drawing
        assert 'onload="1' not in drawing


def test_the_ladder_knows_the_steps_with_a_running_measure() -> None:
    ladder = LadderHistory(
        (Rung("1", "Almen"), Rung("3", "Hjemme"), Rung("3b", "Intensivt")),
        (
            OnRung("1", "Svømning", date(2026, 9, 1)),
            OnRung("3", "Behandling", date(2026, 6, 1), date(2026, 10, 5)),
            OnRung("3b", "Intensivt", date(2026, 10, 5), date(2026, 12, 27)),
        ),
        (),
        date(2026, 1, 1),
        date(2026, 12, 31),
        TODAY,
    )
    assert ladder.steps_now == ("3b", "1")


@pytest.mark.parametrize(("values", "way"), [((8, 7, 4), "down"), ((3, 7), "up"), ((5, 5), "same")])
def test_a_trend_knows_which_way_the_last_answer_went(values: tuple[int, ...], way: str) -> None:
    answers = tuple(Answer(TODAY, value) for value in values)
    trend = FeedbackTrend("Frida", "Spørgsmål", answers)
    assert trend.direction == way
    assert (f"sh-{way}" in trend.svg()) == (way != "same")


def test_a_ruler_past_its_day_shows_the_stretch_over() -> None:
    late = DeadlineRuler(date(2026, 7, 20), date(2026, 11, 10), TODAY)
    assert "ax-late" in late.svg()
    assert "2 dage over" in late.svg()


def test_a_ruler_with_a_local_rule_names_both_days() -> None:
    ruler = DeadlineRuler(
        date(2026, 9, 11),
        date(2027, 1, 5),
        TODAY,
        local_due=date(2026, 12, 11),
        local_label="profil",
    )
    assert "11. dec. profil" in ruler.svg()
    assert "5. jan." in ruler.svg()
    assert len(ruler.table().rows) == 4


def test_an_axis_names_the_year_at_its_first_month_and_in_january() -> None:
    names = [name for _, name in Axis(date(2026, 11, 1), date(2027, 2, 28), 0, 400).months()]
    assert names == ["nov. 2026", "dec.", "jan. 2027", "feb."]


def test_long_names_are_wrapped_and_never_run_out_of_the_picture() -> None:
    lines = wrapped("Alma og hendes mor fra den gamle børnehave på Strandvejen", 18, 2)
    assert len(lines) == 2
    assert all(len(line) <= 18 for line in lines)
    assert lines[-1].endswith("…")


def test_a_mark_without_an_address_is_drawn_but_is_no_link() -> None:
    svg = Svg(100, 40, "prøve")
    svg.dot_link("", "En aftale", 20, 20)
    assert "<a " not in svg.render()
    assert "En aftale" in svg.render()


@pytest.mark.parametrize("chart", [SilentSince((), 28), FeedbackTrend("Frida", "?", ())])
def test_an_empty_chart_is_still_a_picture(chart: Chart) -> None:
    assert "<svg" in chart.svg()
    assert not chart.table().rows
