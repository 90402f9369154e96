"""Tags and filters every template may use (registered as a builtin library)."""

from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django import template
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from hjemmebane import clock
from hjemmebane.ui import words
from hjemmebane.ui.charts.chart import Chart

register = template.Library()

SPRITE = "vendor/dkfds/img/all-svg-icons.svg"
MENU_ICONS = {
    "Min dag": "checklist",
    "Familier": "persons",
    "Underretninger": "warning",
    "Henvendelser": "chat",
    "Systemer": "share",
    "Sager": "folder",
    "Grupper": "groups",
    "Frister": "time",
    "Rapporter": "document",
    "Tilbud": "apps",
    "Kalender": "calendar-month",
    "Katalog": "list-bulleted",
}


@register.simple_block_tag(takes_context=True)
def component(context: Context, content: str, name: str, **values: Any) -> SafeString:
    """Render components/<name>.html with the values given and the block as `content`."""
    engine = cast("template.Template", context.template).engine
    found = engine.get_template(f"components/{name}.html")
    # A wrapper may hold a form of its own, so the token goes along; nothing else leaks in.
    token = {"csrf_token": context["csrf_token"]} if "csrf_token" in context else {}
    return found.render(context.new({"content": content, **token, **values}))


@register.inclusion_tag("components/chart.html")
def chart(drawn: Chart, anchor: str = "", note: str = "") -> dict[str, Any]:
    """Render a chart as figure with its table twin; `anchor` is the id of the twin."""
    return {"chart": drawn, "twin": drawn.table(), "anchor": anchor, "note": note}


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """Return an icon of the design system; always beside words, so hidden from readers."""
    return format_html(
        '<svg class="ic {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        f"ic-{size}" if size else "",
        static(SPRITE),
        name,
    )


@register.simple_tag
def logo() -> SafeString:
    """Return our own mark: a house with a path into it."""
    return mark_safe(  # our own constant drawing
        '<svg class="hb-logo" viewBox="0 0 26 26" aria-hidden="true" focusable="false">'
        '<path d="M3 12 13 3.5 23 12M5.5 10.5V22h15V10.5"/><path d="M9 22c0-4 8-4 8-8"/></svg>'
    )


_CUT = '<path class="mk-cut" d="{}"/>'
MARKS = {
    "late": '<path class="mk-late" d="M7 0 14 13H0Z"/>' + _CUT.format("M7 4.5v4.2M7 10.2v1.4"),
    "week": '<circle class="mk-line" cx="7" cy="7" r="6"/>'
    '<path class="mk-full" d="M7 1a6 6 0 0 1 0 12Z"/>',
    "later": '<circle class="mk-line" cx="7" cy="7" r="6"/>',
    "done": '<circle class="mk-ok" cx="7" cy="7" r="7"/>' + _CUT.format("m3.6 7.2 2.3 2.3 4.5-4.8"),
    "up": '<path class="mk-up" d="M7 1 13 12H1Z"/>',
    "down": '<path class="mk-down" d="M1 2h12L7 13Z"/>',
}


@register.simple_tag
def mark(kind: str) -> SafeString:
    """Return a mark whose shape alone says it: late, week, later, done, up or down."""
    return mark_safe(  # noqa: S308  # our own constant drawings
        '<svg class="mk" viewBox="0 0 14 14" aria-hidden="true" focusable="false">'
        f"{MARKS[kind]}</svg>"
    )


@register.simple_tag
def face(place: int, places: int) -> SafeString:
    """Return a face between sad and glad; it always stands beside its words."""
    bend = round(11 * (2 * (place - 1) / max(places - 1, 1) - 1))
    return format_html(
        '<svg class="face" viewBox="0 0 40 40" aria-hidden="true" focusable="false">'
        '<circle cx="20" cy="20" r="18"/><path class="eye" d="M13.5 14v3M26.5 14v3"/>'
        '<path d="M11 {}Q20 {} 29 {}"/></svg>',
        27 - bend // 4,
        27 + bend,
        27 - bend // 4,
    )


@register.filter
def menu_icon(label: str) -> str:
    """Return the icon of a menu line."""
    return MENU_ICONS.get(str(label), "arrow-forward")


@register.filter
def day(value: date | datetime | None) -> str:
    """Return "26. nov."."""
    return words.short_day(value) if value else ""


@register.filter
def weekday(value: date | datetime | None) -> str:
    """Return "tors. 26. nov."."""
    return words.weekday_day(value) if value else ""


@register.filter
def full_date(value: date | datetime | None) -> str:
    """Return "26. november 2026"."""
    return words.long_date(value) if value else ""


@register.filter
def heading_day(value: date | datetime | None) -> str:
    """Return "Torsdag 26. november"."""
    return words.long_day(value).capitalize() if value else ""


@register.filter
def kl(value: datetime | time | None) -> str:
    """Return "kl. 14.00"."""
    return words.at_time(value) if value else ""


@register.filter
def clock_face(value: datetime | time | None) -> str:
    """Return "14.00"."""
    return words.clock_time(value) if value else ""


@register.filter
def at(value: datetime | None) -> str:
    """Return "tors. 26. nov. kl. 14.00"."""
    return words.moment(value) if value else ""


@register.filter
def near(value: date | datetime | None) -> str:
    """Return "i dag", "i morgen", "i går", else "tors. 26. nov."."""
    return words.near_day(value, clock.today()) if value else ""


@register.filter
def away(value: date | datetime | None) -> str:
    """Return "4 dage over", "i dag" or "om 2 dage"."""
    return words.days_away(value, clock.today()) if value else ""


@register.filter
def span(value: timedelta | int | None) -> str:
    """Return "45 min.", "1 t 15 min." or "3 dage"."""
    return words.span(value) if value is not None else ""


@register.filter
def dk_number(value: int | float | None, digits: int = 0) -> str:
    """Return a number the Danish way: "1.745", "30,8"."""
    if value is None:
        return ""
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


@register.filter
def listed(value: list[str] | tuple[str, ...]) -> str:
    """Return "Anna, Bo og Dorte"."""
    return words.listing(value)


@register.filter
def said(value: str) -> str:
    """Return a word of the domain or the catalogue in the reader's language."""
    return words.said(value)


@register.filter
def times(value: int) -> range:
    """Return a range to loop over."""
    return range(value)


@register.inclusion_tag("components/why.html")
def why(explanation: Any) -> dict[str, Any]:
    """Render a deadline's explanation: ruler, rule, law, events, sum in words, what closes it."""
    return {"why": explanation}
