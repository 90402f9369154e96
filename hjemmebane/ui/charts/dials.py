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
ROOM, TALLEST = 146.4, 21.0


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
    scale: tuple[str, ...] = STRENGTHS
    first_week: int = 1

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
                self.scale[e.now],
                self.scale[e.agreed],
                ", ".join(
                    f"uge {n}: {self.scale[s]}"
                    for n, s in enumerate(e.weeks, start=self.first_week)
                ),
                e.reason,
            )
            for e in self.elements
        ]
        return twin(
            "Elementer og styrke", ("Element", "Nu", "Aftalt", "Uge for uge", "Hvorfor"), rows
        )

    def _dial(self, element: Element) -> SafeString:
        now, agreed = self.scale[element.now], self.scale[element.agreed]
        label = f"{element.name}: {now} nu, aftalt {agreed}"
        svg = Svg(160, 138, label, "dial")
        parts = len(self.scale) - 1
        for part in range(1, parts + 1):
            svg.path(_arc(part, parts), "dial-on" if part <= element.now else "dial-off")
        self._agreed(svg, element.agreed)
        svg.text(CENTRE_X, CENTRE_Y - 4, now, "m b")
        self._bars(svg, element)
        if element.href:
            svg.link(element.href, label, 4, 2, 152, 132)
        return svg.render()

    def _bars(self, svg: Svg, element: Element) -> None:
        """Draw a bar for each week so far, the running one darker, on a line for all weeks."""
        width = ROOM / self.weeks
        so_far = len(element.weeks)
        for week, strength in enumerate(element.weeks, start=1):
            height = 2 + strength * TALLEST / (len(self.scale) - 1)
            look = "wk-now" if week == so_far else "wk"
            svg.rect(8 + (week - 1) * width, 116 - height, width * 0.74, height, look)
        svg.line(8, 116.5, 154, 116.5, "ax-line")
        svg.text(8, 131, f"uge {self.first_week}", "q")
        here = 8 + (so_far - 0.63) * width
        if here > 50:
            svg.text(min(here, 148), 131, str(self.first_week + so_far - 1), "m b")
        if self.weeks - so_far > self.weeks / 8:
            svg.text(154, 131, str(self.first_week + self.weeks - 1), "e q")

    def _agreed(self, svg: Svg, agreed: int) -> None:
        angle = pi * agreed / (len(self.scale) - 1)
        (x0, y0), (x1, y1) = _at(angle, OUTER + 4), _at(angle, OUTER + 11)
        svg.line(x0, y0, x1, y1, "dial-agreed")


def _at(angle: float, radius: float) -> tuple[float, float]:
    """Return the point at an angle from the left end of the arc."""
    return CENTRE_X - radius * cos(angle), CENTRE_Y - radius * sin(angle)


def _arc(part: int, parts: int) -> str:
    gap = 0.015
    a0, a1 = pi * (part - 1) / parts + gap, pi * part / parts - gap
    (x0, y0), (x1, y1) = _at(a0, OUTER), _at(a1, OUTER)
    (x2, y2), (x3, y3) = _at(a1, INNER), _at(a0, INNER)
    return (
        f"M{x0:.1f} {y0:.1f}A{OUTER} {OUTER} 0 0 1 {x1:.1f} {y1:.1f}"
        f"L{x2:.1f} {y2:.1f}A{INNER} {INNER} 0 0 0 {x3:.1f} {y3:.1f}Z"
    )
