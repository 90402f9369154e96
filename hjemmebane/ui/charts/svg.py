"""Writes SVG by hand: classes and presentation attributes only, every text escaped."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

HIT = 28  # 24 px is the least a finger must hit; the rest is for drawings shown smaller
CHAR = 6.6  # mean width of a 12–13 px letter of the typeface, on the safe side

Point = tuple[float, float]
Value = str | float | None


class Svg:
    """A drawing under way."""

    def __init__(self, width: float, height: float, label: str, kind: str = "") -> None:
        self.width = width
        self.height = height
        self.label = label
        self.kind = kind
        self._parts: list[str] = []
        self._links: list[str] = []

    def add(self, tag: str, content: str | None = None, /, **attributes: Value) -> None:
        """Add an element; `cls` is its class, an underscore in a name becomes a hyphen."""
        self._parts.append(element(tag, content, **attributes))

    def rect(
        self, x: float, y: float, width: float, height: float, cls: str, rx: float | None = None
    ) -> None:
        """Add a rectangle."""
        self.add("rect", x=x, y=y, width=max(width, 0), height=max(height, 0), rx=rx, cls=cls)

    def line(self, x1: float, y1: float, x2: float, y2: float, cls: str) -> None:
        """Add a line."""
        self.add("line", x1=x1, y1=y1, x2=x2, y2=y2, cls=cls)

    def circle(self, x: float, y: float, r: float, cls: str) -> None:
        """Add a circle."""
        self.add("circle", cx=x, cy=y, r=r, cls=cls)

    def path(self, d: str, cls: str) -> None:
        """Add a path."""
        self.add("path", d=d, cls=cls)

    def polyline(self, points: Iterable[Point], cls: str) -> None:
        """Add a line through points."""
        self.add("polyline", points=" ".join(f"{num(x)},{num(y)}" for x, y in points), cls=cls)

    def text(self, x: float, y: float, words: str, cls: str = "") -> None:
        """Add words; class m centres, e ends at x, b is bold, q is quiet, k is for bars."""
        self.add("text", words, x=x, y=y, cls=cls or None)

    def lines(
        self, x: float, y: float, words: Iterable[str], cls: str = "", step: int = 15
    ) -> None:
        """Add words on several lines."""
        for row, text in enumerate(words):
            self.text(x, y + row * step, text, cls)

    def shape(self, shape: str, x: float, y: float, size: float, cls: str = "sh-full") -> None:
        """Add a rater's or contact's shape: dot, ring, square, box, diamond, triangle, cross."""
        half = size / 2
        if shape in {"dot", "ring"}:
            self.circle(x, y, half, "sh-open" if shape == "ring" else cls)
            return
        corners = {
            "square": f"M{num(x - half)} {num(y - half)}h{num(size)}v{num(size)}h{num(-size)}Z",
            "box": f"M{num(x - half)} {num(y - half)}h{num(size)}v{num(size)}h{num(-size)}Z",
            "diamond": f"M{num(x)} {num(y - half)}l{num(half)} {num(half)}l{num(-half)} {num(half)}"
            f"l{num(-half)} {num(-half)}Z",
            "triangle": f"M{num(x)} {num(y - half)}l{num(half)} {num(size)}h{num(-size)}Z",
            "cross": f"M{num(x - half)} {num(y - half)}l{num(size)} {num(size)}"
            f"m0 {num(-size)}l{num(-size)} {num(size)}",
        }
        look = {"box": "sh-open", "triangle": "sh-open", "cross": "sh-cross"}.get(shape, cls)
        self.path(corners[shape], look)

    def link(self, href: str, title: str, x: float, y: float, width: float, height: float) -> None:
        """Lay a link over a mark; links come last, in time order, and hold nothing but the area."""
        area = element(
            "rect", None, x=x, y=y, width=width, height=height, rx=3, fill="none", cls="hit"
        )
        if href:
            self._links.append(
                f'<a href="{escape(href)}" aria-label="{escape(title)}">'
                f"<title>{escape(title)}</title>{area}</a>"
            )
        else:
            self._parts.append(f"<g><title>{escape(title)}</title>{area}</g>")

    def dot_link(self, href: str, title: str, x: float, y: float, size: float = HIT) -> None:
        """Lay a link of at least finger size centred on a mark."""
        self.link(href, title, x - size / 2, y - size / 2, size, size)

    def render(self) -> SafeString:
        """Return the whole drawing."""
        return mark_safe(  # noqa: S308  # every part was escaped on its way in
            f'<svg class="draw {escape(self.kind)}" role="group" aria-label="{escape(self.label)}" '
            f'viewBox="0 0 {num(self.width)} {num(self.height)}" width="{num(self.width)}" '
            f'height="{num(self.height)}">{"".join(self._parts)}{"".join(self._links)}</svg>'
        )


def element(tag: str, content: str | None, /, **attributes: Value) -> str:
    """Return one element as text, attributes and words escaped."""
    written = "".join(
        f' {"class" if name == "cls" else name.replace("_", "-")}="{_value(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{written}/>" if content is None else f"<{tag}{written}>{escape(content)}</{tag}>"


def num(value: float) -> str:
    """Return a number with at most one decimal."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def _value(value: Value) -> str:
    return num(value) if isinstance(value, int | float) else escape(str(value))


def width_of(words: str) -> float:
    """Return about how wide words are when drawn."""
    return len(words) * CHAR


def wrapped(words: str, limit: int, rows: int = 2) -> tuple[str, ...]:
    """Return words on lines of at most `limit` letters; what does not fit ends in an ellipsis."""
    lines: list[str] = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= limit or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = [line if len(line) <= limit else f"{line[: limit - 1]}…" for line in lines[:rows]]
    if len(lines) > rows:
        kept[-1] = f"{kept[-1][: limit - 1].rstrip(' ,.')}…"
    return tuple(kept)
