"""Elements of a course as dials: strength now, agreed strength, and week by week."""

from dataclasses import dataclass
from math import cos, pi, sin
from typing import ClassVar

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hjemmebane.ui.charts.chart import Chart, TableTwin, twin
from hjemmebane.ui.charts.svg import Svg

STRENGTHS = ("hviler", "lav", "middel", "høj")
OUTER, INNER = 62.0, 38.0
CENTRE_X, CENTRE_Y = 80.0, 74.0


@dataclass(frozen=True)
class Element:
    """One element: strength 0–3 now and agreed, strength by week, and the reason in words."""

    name: str
    now: int
    agreed: int
    weeks: tuple[int, ...]
    reason: str = ""
    href: str = ""


@dataclass(frozen=True)
class ElementDials(Chart):
    """All elements of a course side by side."""

    elements: tuple[Element, ...]
    weeks: int = 12

    kind: ClassVar[str] = "dials"
    twin_label: ClassVar[str] = "Vis styrken som tabel"

    def svg(self) -> SafeString:
        """Return a list of dials."""
        items = format_html_join(
            "",
            "<li><h3>{}</h3>{}<p>{}</p></li>",
            ((e.name, self._dial(e), e.reason) for e in self.elements),
        )
        return format_html('<ul class="dials">{}</ul>', items)

    def table(self) -> TableTwin:
        """Return each element's strength now, agreed and by week, with its reason."""
        rows = [
            (
                (e.name, e.href),
                STRENGTHS[e.now],
                STRENGTHS[e.agreed],
                ", ".join(f"uge {n}: {STRENGTHS[s]}" for n, s in enumerate(e.weeks, start=1)),
                e.reason,
            )
            for e in self.elements
        ]
        return twin(
            "Elementer og styrke", ("Element", "Nu", "Aftalt", "Uge for uge", "Hvorfor"), rows
        )

    def _dial(self, element: Element) -> SafeString:
        label = f"{element.name}: {STRENGTHS[element.now]} nu, aftalt {STRENGTHS[element.agreed]}"
        svg = Svg(160, 138, label, "dial")
        for part in range(1, len(STRENGTHS)):
            svg.path(_arc(part), "dial-on" if part <= element.now else "dial-off")
        self._agreed(svg, element.agreed)
        svg.text(CENTRE_X, CENTRE_Y - 4, STRENGTHS[element.now], "m b")
        for week in range(1, self.weeks + 1):
            strength = element.weeks[week - 1] if week <= len(element.weeks) else None
            x, height = 8 + (week - 1) * 12.2, 0 if strength is None else 2 + strength * 7
            look = "wk-now" if week == len(element.weeks) else "wk"
            svg.rect(x, 116 - height, 9, height, look)
        svg.line(8, 116.5, 154, 116.5, "ax-line")
        svg.text(8, 131, "uge 1", "q")
        if len(element.weeks) > 3:
            svg.text(12.5 + (len(element.weeks) - 1) * 12.2, 131, str(len(element.weeks)), "m b")
        if self.weeks - len(element.weeks) > 1:
            svg.text(154, 131, str(self.weeks), "e q")
        if element.href:
            svg.link(element.href, label, 4, 2, 152, 132)
        return svg.render()

    def _agreed(self, svg: Svg, agreed: int) -> None:
        angle = pi * agreed / (len(STRENGTHS) - 1)
        (x0, y0), (x1, y1) = _at(angle, OUTER + 4), _at(angle, OUTER + 11)
        svg.line(x0, y0, x1, y1, "dial-agreed")


def _at(angle: float, radius: float) -> tuple[float, float]:
    """Return the point at an angle from the left end of the arc."""
    return CENTRE_X - radius * cos(angle), CENTRE_Y - radius * sin(angle)


def _arc(part: int) -> str:
    gap = 0.015
    a0, a1 = pi * (part - 1) / 3 + gap, pi * part / 3 - gap
    (x0, y0), (x1, y1) = _at(a0, OUTER), _at(a1, OUTER)
    (x2, y2), (x3, y3) = _at(a1, INNER), _at(a0, INNER)
    return (
        f"M{x0:.1f} {y0:.1f}A{OUTER} {OUTER} 0 0 1 {x1:.1f} {y1:.1f}"
        f"L{x2:.1f} {y2:.1f}A{INNER} {INNER} 0 0 0 {x3:.1f} {y3:.1f}Z"
    )
