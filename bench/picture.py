"""Draws time against systems, both axes logarithmic, as SVG: plain text, the same for the same numbers."""

from collections.abc import Iterator, Mapping, Sequence
from math import ceil, floor, log10

Lines = Mapping[str, Sequence[tuple[int, float]]]
"""By name, seconds at numbers of systems."""

WIDTH, HEIGHT = 860, 520
LEFT, RIGHT, TOP, BOTTOM = 84, 250, 28, 62
APART = 17
"""How far names at the end of lines must stay apart."""
COLOURS = ("#0a6fc2", "#1f9d8f", "#7a5cd0", "#3a9a3a", "#b0562b", "#c2830a", "#c23a6b", "#8a8a8a")
STYLE = """
  text { font: 13px system-ui, sans-serif; fill: #24292f; }
  .small { fill: #57606a; font-size: 12px; }
  .grid { stroke: #d0d7de; stroke-width: 1; }
  .line { fill: none; stroke-width: 2; }
  .ours { stroke-width: 3.5; }
  .theirs { stroke-dasharray: 6 4; }
  .bold { font-weight: 600; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; } .small { fill: #9da7b1; } .grid { stroke: #3d444d; }
  }
"""


def draw(lines: Lines) -> str:
    """The picture. Names that begin with `check,` are ours."""
    frame = _Frame(lines)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="what">',
        '<title id="what">Seconds that a check takes, against the number of AI systems</title>',
        f"<style>{STYLE}</style>",
        *frame.grid(),
        *_curves(lines, frame),
        *_names(lines, frame),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


class _Frame:
    """Where numbers lie on the picture."""

    def __init__(self, lines: Lines) -> None:
        systems = [log10(many) for points in lines.values() for many, _ in points]
        seconds = [log10(time) for points in lines.values() for _, time in points]
        self._least, self._most = min(systems), max(systems) if max(systems) > min(systems) else min(systems) + 1
        self._fastest, self._slowest = floor(min(seconds)), ceil(max(seconds))

    def across(self, systems: float) -> float:
        """From the left, for a number of systems."""
        share = (log10(systems) - self._least) / (self._most - self._least)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def down(self, seconds: float) -> float:
        """From the top, for a time."""
        share = (log10(seconds) - self._fastest) / max(self._slowest - self._fastest, 1)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    def grid(self) -> Iterator[str]:
        """Lines and words of both axes."""
        for power in range(self._fastest, self._slowest + 1):
            y = self.down(10**power)
            yield f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
            yield f'<text class="small" x="{LEFT - 10}" y="{y + 4:.1f}" text-anchor="end">{_time(power)}</text>'
        for power in range(ceil(self._least), floor(self._most) + 1):
            yield from self._upright(10**power)
        if self._most != floor(self._most):
            yield from self._upright(round(10**self._most))
        middle = (LEFT + WIDTH - RIGHT) / 2
        yield f'<text x="{middle:.0f}" y="{HEIGHT - 14}" text-anchor="middle">AI systems (logarithmic)</text>'
        turned = f"rotate(-90 20 {HEIGHT / 2:.0f})"
        yield f'<text x="20" y="{HEIGHT / 2:.0f}" text-anchor="middle" transform="{turned}">time (logarithmic)</text>'

    def _upright(self, systems: int) -> Iterator[str]:
        x = self.across(systems)
        yield f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>'
        yield (f'<text class="small" x="{x:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{systems:,}</text>')


def _curves(lines: Lines, frame: _Frame) -> Iterator[str]:
    for (name, points), colour in zip(lines.items(), COLOURS, strict=False):
        places = [(frame.across(many), frame.down(time)) for many, time in points]
        told = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        yield f'<polyline class="line {_side(name)}" stroke="{colour}" points="{told}"/>'
        yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in places)


def _names(lines: Lines, frame: _Frame) -> Iterator[str]:
    """Names beside the ends of lines, pushed apart where they would cover each other."""
    ends = sorted(
        (frame.across(points[-1][0]), frame.down(points[-1][1]), name, colour)
        for (name, points), colour in zip(lines.items(), COLOURS, strict=False)
    )
    column, lowest = 0.0, -float("inf")
    for x, y, name, colour in ends:
        lowest = max(y, lowest + APART) if x == column else y
        column = x
        words = name.replace("check,", "aimslint,")
        bold = ' class="bold"' if _side(name) == "ours" else ""
        yield f'<line x1="{x + 5:.1f}" y1="{y:.1f}" x2="{x + 12:.1f}" y2="{lowest:.1f}" stroke="{colour}"/>'
        yield f'<text{bold} x="{x + 15:.1f}" y="{lowest + 4:.1f}" style="fill: {colour}">{words}</text>'


def _side(name: str) -> str:
    return "ours" if name.startswith("check,") else "theirs"


def _time(power: int) -> str:
    return f"{10**power:,} s" if power >= 0 else f"{10 ** (power + 3)} ms"
