"""The audience of a drill: on every channel one viewer by HLS and one by RTMP."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from webtv.config.channel import Channel
from webtv.config.settings import Settings
from webtv.drill.watching.hls_viewer import HlsViewer
from webtv.drill.watching.rtmp_viewer import RtmpViewer
from webtv.drill.watching.showing import Showing
from webtv.playout.hls.dateranges import PROGRAMME, parse_range
from webtv.store.hls import LIVE

TOLD_S = 0.1
"""Shorter holes are a busy machine's, and nobody sees them."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What the whole audience saw in a while: the worst of all channels, in seconds.

    `refused` is whether somebody who came new got nothing, `slate_s` for how long a card was shown.
    """

    hls_s: float = 0.0
    rtmp_s: float = 0.0
    hls_refused: bool = False
    rtmp_refused: bool = False
    slate_s: float = 0.0

    def words(self) -> str:
        """The same in a sentence."""
        said = []
        for way, hole_s, refused in (
            ("HLS", self.hls_s, self.hls_refused),
            ("RTMP", self.rtmp_s, self.rtmp_refused),
        ):
            stood = [f"standing picture {hole_s:.1f} s"] if hole_s > TOLD_S else []
            stood += ["nothing for who came just then"] if refused else []
            said += [f"{way}: {', '.join(stood)}"] if stood else []
        if self.slate_s:
            said.append(f"slate {self.slate_s:.0f} s")
        return "; ".join(said) or "nothing missed"


class Viewers:
    """Everybody who watches the channels of a drill."""

    def __init__(self, settings: Settings, channels: Mapping[str, Channel]) -> None:
        self._rates = {name: float(channel.house.rate) for name, channel in channels.items()}
        self._lists = {name: f"{settings.local_hls_url}/{name}/{LIVE}" for name in channels}
        self.rtmp = [
            RtmpViewer(f"{settings.local_rtmp_url}/{name}", fps=rate)
            for name, rate in self._rates.items()
        ]
        self.hls: list[HlsViewer] = []
        self._gone: list[HlsViewer] = []

    def start(self) -> None:
        """Have everybody watch."""
        for viewer in self.rtmp:
            viewer.start()
        self.renew()

    def renew(self) -> None:
        """Put new viewers of HLS in the place of those who have lived through a hole.

        These have nothing left in hand, and would see a hole wherever a list comes late.
        """
        self._leave(self.hls)
        self.hls = [HlsViewer(url, fps=self._rates[name]) for name, url in self._lists.items()]
        for viewer in self.hls:
            viewer.start()

    def stop(self) -> None:
        """Send everybody away, and wait a moment for those who wait for a server."""
        self._leave(self.hls)
        for rtmp in self.rtmp:
            rtmp.enough.set()
        for viewer in (*self._gone, *self.rtmp):
            if viewer.is_alive():
                viewer.join(timeout=2)

    def begun(self) -> bool:
        """Whether everybody has seen something."""
        return all(showing.begun for showing in self._showings)

    def counts(self) -> list[int]:
        """How much has come to each viewer so far: segments, and pictures."""
        return [showing.added for showing in self._showings]

    def holes(self, since: float) -> tuple[float, float]:
        """The longest hole by HLS and by RTMP since a moment of the monotonic clock, in seconds."""
        return _longest(self.hls, since), _longest(self.rtmp, since)

    def moving_since(self, since: float) -> float | None:
        """When the last hole since then was over; None if nobody saw one that counts."""
        ends = [showing.moving_since(since, longer_s=TOLD_S) for showing in self._showings]
        return max((end for end in ends if end is not None), default=None)

    def sight(self, since: float, *, at: datetime) -> Sight:
        """What was seen since then, which was `at` by the wall clock."""
        hls_s, rtmp_s = self.holes(since)
        return Sight(
            hls_s=hls_s,
            rtmp_s=rtmp_s,
            hls_refused=_refused(self.hls, since),
            rtmp_refused=_refused(self.rtmp, since),
            slate_s=max((slate_s(v.listed, since=at) for v in self.hls), default=0.0),
        )

    def broken(self) -> list[str]:
        """What was wrong in segments."""
        return [fault for viewer in (*self._gone, *self.hls) for fault in viewer.broken]

    @property
    def _showings(self) -> list[Showing]:
        return [*(each.showing for each in self.hls), *(each.showing for each in self.rtmp)]

    def _leave(self, viewers: Iterable[HlsViewer]) -> None:
        for viewer in viewers:
            viewer.enough.set()
            self._gone.append(viewer)


def slate_s(listed: str, *, since: datetime, now: datetime | None = None) -> float:
    """For how long a list says that the slate was on air since then, in seconds."""
    now = now or datetime.now(UTC)
    found = 0.0
    for line in listed.splitlines():
        known = parse_range(line) if line.startswith("#EXT-X-DATERANGE") else None
        if known is None or known.kind != PROGRAMME or ("KIND", "slate") not in known.words:
            continue
        end = known.end if known.duration_s is not None else now
        found += max(0.0, (min(end, now) - max(known.start, since)).total_seconds())
    return round(found, 1)


def _longest(viewers: Iterable[HlsViewer | RtmpViewer], since: float) -> float:
    return max((viewer.showing.hole_s(since) for viewer in viewers), default=0.0)


def _refused(viewers: Iterable[HlsViewer | RtmpViewer], since: float) -> bool:
    return any(viewer.refused and viewer.refused[-1] > since for viewer in viewers)
