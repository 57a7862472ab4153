"""What came of a day of production: its goals, and a table and a picture of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.soak.slope import growth
from webtv.model.cost import Cost

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
"""When the day begins."""

MOST_GROWTH_MB = 40.0
"""Of the resident memory, from the middle third of the day to the last one, by medians."""

PACE = 4.0
PROGRAMME_S = 40.0
LEAST_FRESH = 0.5
"""Of what `fresh_per_hour` allows, a channel without a budget gets at least this share."""

GPU_SLACK_S = 30.0
"""What calls under way may take beyond their estimates, in seconds of a GPU.

Failed calls are charged too, and nobody knows beforehand which ones will hang: each of the calls on
their way, up to ten, costs 3 s until it is given up.
"""

BUDGETS = {"llamas": "{}", "tides": "{gpu_s: 40}", "nightline": "{credits: 80}"}
LIMITS: dict[str, tuple[str, float]] = {"tides": ("gpu_s", 40), "nightline": ("credits", 80)}


@dataclass
class Sample:
    """One channel at one moment."""

    hours: float
    channel: str
    buffer_s: float
    fresh: float
    note: str


@dataclass
class Day:
    """What came of it."""

    samples: list[Sample] = field(default_factory=list)
    rss_mb: list[float] = field(default_factory=list)
    spent: dict[tuple[str, str], Cost] = field(default_factory=dict)
    programmes: dict[str, int] = field(default_factory=dict)
    aired_s: dict[str, float] = field(default_factory=dict)
    fresh_s: dict[str, float] = field(default_factory=dict)
    failures: int = 0
    faults: list[str] = field(default_factory=list)

    def fresh(self, channel: str) -> float:
        """How much a channel showed for the first time, of what its pace allows."""
        return allowed_share(self.fresh_s.get(channel, 0.0), self.aired_s.get(channel, 0.0))

    def missed(self) -> list[str]:
        """Which goals were missed, in words."""
        missed = [*self.faults, *self.overspent()]
        if not self.failures:
            missed.append("no backend ever failed, so nothing was shown")
        if self.fresh("llamas") < LEAST_FRESH:
            missed.append(f"llamas showed only {self.fresh('llamas'):.0%} of what it might")
        if growth(self.rss_mb) > MOST_GROWTH_MB:
            missed.append(f"memory grew by {growth(self.rss_mb):.0f} MB in the last third")
        return missed

    def overspent(self) -> list[str]:
        """Which budgets were exceeded, in words."""
        over = []
        for channel, (unit, limit) in LIMITS.items():
            most = limit + (GPU_SLACK_S if unit == "gpu_s" else 0)
            for day in sorted({day for name, day in self.spent if name == channel}):
                spent = getattr(self.spent[channel, day], unit)
                if spent > most:
                    over.append(f"{channel} spent {spent:.1f} {unit} on {day}, not {most:g}")
        return over


def allowed_share(fresh_s: float, aired_s: float) -> float:
    """Fresh airtime, of what `fresh_per_hour` allows in that time."""
    return fresh_s / (aired_s * PACE * PROGRAMME_S / 3600 or 1.0)


def table(day: Day) -> str:
    """The day in a few lines."""
    lines = ["channel     programmes   fresh   gpu_s / credits by day"]
    for name in BUDGETS:
        costs = [c for (channel, _), c in sorted(day.spent.items()) if channel == name]
        spent = ", ".join(f"{c.gpu_s:.1f} / {c.credits:.0f}" for c in costs)
        lines.append(f"{name:<10}  {day.programmes[name]:>10}  {day.fresh(name):>6.0%}   {spent}")
    rss = day.rss_mb
    lines.append(f"outages of backends: {day.failures}")
    lines.append(
        f"memory: {rss[0]:.0f} MB at first, {max(rss):.0f} MB at most, {rss[-1]:.0f} at last"
    )
    return "\n".join(lines)


def plot(day: Day, path: Path) -> None:
    """Buffers above, fresh share below, an hour a column; as PNG."""
    from PIL import Image, ImageDraw

    width, height, margin, gap = 1200, 300, 60, 50
    image = Image.new("RGB", (width, 2 * height + gap + 2 * margin), "white")
    draw = ImageDraw.Draw(image)
    colours = dict(zip(BUDGETS, ("#1f77b4", "#d62728", "#2ca02c"), strict=True))
    hours = max(sample.hours for sample in day.samples)
    most_s = max(2 * PROGRAMME_S, max(sample.buffer_s for sample in day.samples))
    for row, (title, top) in enumerate(
        (("buffer, seconds", most_s), ("fresh programmes, of what the pace allows", 2.0))
    ):
        low = margin + height + row * (height + gap)
        draw.rectangle((margin, low - height, width - margin, low), outline="black")
        draw.text((margin, low - height - 16), title, fill="black")
        for hour in range(0, int(hours) + 1, max(1, int(hours) // 12)):
            x = margin + hour / hours * (width - 2 * margin)
            draw.line((x, low - height, x, low), fill="#dddddd")
            draw.text((x - 6, low + 4), f"{(12 + hour) % 24:02d}h", fill="black")
        for part in (0, 0.5, 1):
            draw.text((6, low - part * height - 6), f"{part * top:.3g}", fill="black")
        for name, colour in colours.items():
            points = [
                (
                    margin + s.hours / hours * (width - 2 * margin),
                    low - min(1.0, (s.fresh if row else s.buffer_s) / top) * height,
                )
                for s in day.samples
                if s.channel == name
            ]
            draw.line(points, fill=colour, width=2)
    for place, (name, colour) in enumerate(colours.items()):
        budget = BUDGETS[name].strip("{}") or "no budget"
        draw.text((margin + 300 * place, 20), f"{name} ({budget})", fill=colour)
    image.save(path)
