"""The rules of HLS, as checks on what a channel serves. Each returns the faults it found.

Written from RFC 8216 and draft-pantos-hls-rfc8216bis, apart from the code that writes playlists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

import httpx

from tests.hls_media import Media

FRAME_S = 1 / 24 + 0.001
_ATTRIBUTE = re.compile(r'([A-Z0-9-]+)=("[^"\r\n]*"|[^",\s]+)(?:,|$)')
_KNOWN = {
    "EXTM3U", "EXT-X-VERSION", "EXT-X-TARGETDURATION", "EXT-X-MEDIA-SEQUENCE",
    "EXT-X-DISCONTINUITY-SEQUENCE", "EXT-X-INDEPENDENT-SEGMENTS", "EXT-X-DATERANGE",
    "EXT-X-DISCONTINUITY", "EXT-X-PROGRAM-DATE-TIME", "EXTINF", "EXT-X-MAP", "EXT-X-GAP",
    "EXT-X-PLAYLIST-TYPE", "EXT-X-ENDLIST",
    "EXT-X-SERVER-CONTROL", "EXT-X-PART-INF", "EXT-X-PART", "EXT-X-PRELOAD-HINT",
}  # fmt: skip
_LEAST_VERSION = {"EXT-X-MAP": 6, "EXT-X-GAP": 8, "EXT-X-SKIP": 9}


@dataclass(frozen=True)
class Listed:
    """One segment of a playlist."""

    number: int
    uri: str
    duration_s: float
    at: datetime | None
    range: int
    fresh: bool
    gap: bool
    init: str | None


@dataclass
class Playlist:
    """A media playlist, and what is wrong with it."""

    target_s: int = 0
    version: int = 1
    segments: list[Listed] = field(default_factory=list)
    ranges: list[dict[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read_playlist(text: str) -> Playlist:
    """Parse a media playlist strictly (RFC 8216 sections 4.1 to 4.3)."""
    found = Playlist()
    wrong = found.faults.append
    if "\r" in text or not text.endswith("\n") or text.startswith("\ufeff"):
        wrong("not plain lines of UTF-8")
    if not text.startswith("#EXTM3U\n"):
        wrong("does not begin with EXTM3U")
    number, breaks, seen = 0, 0, set()
    duration_s: float | None = None
    at: datetime | None = None
    init: str | None = None
    fresh = gap = False
    for line in text.splitlines():
        tag, _, value = line.lstrip("#").partition(":")
        if line.startswith("#EXT"):
            seen.add(tag)
            if tag not in _KNOWN:
                wrong(f"unknown tag {tag}")
        if tag == "EXT-X-VERSION":
            found.version = int(value)
        elif tag == "EXT-X-TARGETDURATION":
            found.target_s = int(value)
        elif tag == "EXT-X-MEDIA-SEQUENCE":
            number = int(value)
        elif tag == "EXT-X-DISCONTINUITY-SEQUENCE":
            breaks = int(value)
        elif tag == "EXT-X-DISCONTINUITY":
            fresh, breaks, at = True, breaks + 1, None
        elif tag == "EXT-X-GAP":
            gap = True
        elif tag == "EXT-X-MAP":
            init = attributes(value).get("URI")
        elif tag == "EXT-X-PROGRAM-DATE-TIME":
            at = datetime.fromisoformat(value)
            if at.tzinfo is None:
                wrong(f"date without a time zone: {value}")
        elif tag == "EXTINF":
            duration_s = float(value.partition(",")[0])
        elif tag == "EXT-X-DATERANGE":
            found.ranges.append(attributes(value))
            if _ATTRIBUTE.sub("", value):
                wrong(f"unreadable attributes: {line}")
        elif line and not line.startswith("#"):
            if duration_s is None:
                wrong(f"{line} has no EXTINF")
                continue
            if int(duration_s + 0.5) > found.target_s:
                wrong(f"{line} lasts {duration_s} s, the target is {found.target_s} s")
            found.segments.append(Listed(number, line, duration_s, at, breaks, fresh, gap, init))
            number, duration_s, at, fresh, gap = number + 1, None, None, False, False
    _check_version(found, seen)
    _check_dates(found)
    _check_ranges(found)
    for name in ("EXT-X-TARGETDURATION", "EXT-X-MEDIA-SEQUENCE"):
        if name not in seen:
            wrong(f"no {name}")
    uris = [s.uri for s in found.segments]
    if len(set(uris)) != len(uris):
        wrong("a segment is listed twice")
    return found


def attributes(text: str) -> dict[str, str]:
    """An attribute list."""
    return {name: value.strip('"') for name, value in _ATTRIBUTE.findall(text)}


def _check_version(found: Playlist, seen: set[str]) -> None:
    least = max([3, *(_LEAST_VERSION.get(tag, 1) for tag in seen)])
    if found.version != least:
        found.faults.append(f"version {found.version} where the tags need {least}")


def _check_dates(found: Playlist) -> None:
    for one, two in pairwise(found.segments):
        if one.at is None or two.at is None:
            found.faults.append(f"{two.uri} or the one before has no date")
            continue
        off_s = (two.at - one.at).total_seconds() - one.duration_s
        if two.range == one.range and abs(off_s) > 0.01:
            found.faults.append(f"{two.uri} is dated {off_s:.3f} s off")
        if two.at <= one.at:
            found.faults.append(f"{two.uri} is dated before the one before")


def _check_ranges(found: Playlist) -> None:
    """RFC 8216 section 4.3.2.7."""
    idents = [r.get("ID") for r in found.ranges]
    if len(set(idents)) != len(idents) or None in idents:
        found.faults.append("date ranges without an ID of their own")
    last = found.segments[-1] if found.segments else None
    over = last.at + timedelta(seconds=last.duration_s) if last and last.at else None
    ends: dict[str, datetime] = {}
    for known in found.ranges:
        start = datetime.fromisoformat(known["START-DATE"])
        kind = known["CLASS"]
        if over is not None and start >= over:
            found.faults.append(f"range {known['ID']} begins after the last segment")
        if kind in ends and start < ends[kind] - timedelta(seconds=0.002):
            found.faults.append(f"range {known['ID']} overlaps the one before")
        if "DURATION" in known:
            ends[kind] = start + timedelta(seconds=float(known["DURATION"]))
        if over is not None and "DURATION" in known and ends[kind] > over + timedelta(seconds=1):
            found.faults.append(f"range {known['ID']} has ended before it was over")


def check_reload(before: Playlist, after: Playlist) -> list[str]:
    """What a server may change between two loads (RFC 8216 section 6.2.1 and 6.2.2)."""
    faults = []
    if after.target_s != before.target_s:
        faults.append(f"the target changed from {before.target_s} to {after.target_s}")
    old = {s.number: s for s in before.segments}
    new = {s.number: s for s in after.segments}
    if min(new, default=0) < min(old, default=0) or max(new, default=0) < max(old, default=0):
        faults.append("sequence numbers went back")
    faults += [
        f"segment {number} changed from {old[number]} to {new[number]}"
        for number in old.keys() & new.keys()
        if old[number] != new[number]
    ]
    known = {r["ID"]: r for r in before.ranges}
    for changed in after.ranges:
        for name, value in known.get(changed["ID"], {}).items():
            if changed.get(name) != value:
                faults.append(f"range {changed['ID']} changed its {name}")
    return faults


def check_media(listed: list[Listed], media: list[Media]) -> list[str]:
    """Segments against their list, and against one another."""
    faults = []
    for one, found in zip(listed, media, strict=True):
        if not found.begins_well:
            faults.append(f"{one.uri} does not begin with tables and a keyframe")
        if found.decoded != found.pictures:
            faults.append(f"{one.uri}: {found.decoded} of {found.pictures} pictures decode alone")
        if abs(found.duration_s - one.duration_s) > FRAME_S:
            faults.append(f"{one.uri} lasts {found.duration_s:.3f} s, not {one.duration_s} s")
        faults += [f"{one.uri}: {fault}" for fault in found.faults]
    for (one, a), (two, b) in pairwise(zip(listed, media, strict=True)):
        if two.number != one.number + 1 or two.fresh:
            continue
        for kind in ("video", "audio"):
            step = (b.first[kind] - a.last[kind]) % 95443.717688  # 2**33 / 90000
            if not 0 < step < 2 * FRAME_S:
                faults.append(f"{kind} jumps by {step:.3f} s from {one.uri} to {two.uri}")
        for pid, counter in b.first_counters.items():
            if counter is not None and (a.last_counters.get(pid, counter) + 1) % 16 != counter:
                faults.append(f"{two.uri}: PID {pid} continues with the wrong counter")
    return faults


def check_master(text: str) -> list[str]:
    """A master playlist (RFC 8216 section 4.3.4)."""
    faults = [] if text.startswith("#EXTM3U\n") else ["does not begin with EXTM3U"]
    lines = text.splitlines()
    groups = {
        attributes(line.partition(":")[2]).get("GROUP-ID")
        for line in lines
        if line.startswith("#EXT-X-MEDIA:")
    }
    variants = 0
    for line, following in pairwise(lines):
        if not line.startswith("#EXT-X-STREAM-INF:"):
            continue
        variants += 1
        found = attributes(line.partition(":")[2])
        if following.startswith("#"):
            faults.append("a variant without an address")
        for name in ("BANDWIDTH", "AVERAGE-BANDWIDTH", "CODECS", "RESOLUTION", "FRAME-RATE"):
            if name not in found:
                faults.append(f"a variant without {name}")
        if not 1 <= float(found.get("FRAME-RATE", 0)) <= 120:
            faults.append(f"a variant of {found.get('FRAME-RATE')} frames per second")
        if int(found.get("AVERAGE-BANDWIDTH", 0)) > int(found.get("BANDWIDTH", 0)):
            faults.append("the average is above the peak")
        if found.get("SUBTITLES") and found["SUBTITLES"] not in groups:
            faults.append(f"there is no group {found['SUBTITLES']}")
    return faults if variants else [*faults, "no variant"]


def check_captions(text: str, *, duration_s: float) -> list[str]:
    """One WebVTT segment: every cue within it, none overlapping another of its kind."""
    lines = text.splitlines()
    if lines[0] != "WEBVTT":
        return ["does not begin with WEBVTT"]
    mapped = re.match(
        r"X-TIMESTAMP-MAP=MPEGTS:(\d+),LOCAL:(\d{2,}):(\d\d):(\d\d\.\d{3})$", lines[1]
    )
    if mapped is None:
        return ["no X-TIMESTAMP-MAP"]
    begins_s = int(mapped[2]) * 3600 + int(mapped[3]) * 60 + float(mapped[4])
    faults = []
    cue = re.compile(r"(\d{2,}):(\d\d):(\d\d\.\d{3}) --> (\d{2,}):(\d\d):(\d\d\.\d{3})( .*)?$")
    for line, following in pairwise(lines[2:]):
        if "-->" not in line:
            continue
        match = cue.match(line)
        if match is None:
            faults.append(f"not a cue: {line}")
            continue
        first, last = (
            int(match[i]) * 3600 + int(match[i + 1]) * 60 + float(match[i + 2]) for i in (1, 4)
        )
        if not begins_s - 0.0015 <= first < last <= begins_s + duration_s + 0.0015:
            faults.append(f"outside of its segment: {line}")
        if not following or re.search(r"<(?!/?b>)", following):
            faults.append(f"text that is none: {following!r}")
    return faults


def check_answer(answer: httpx.Response, uri: str) -> list[str]:
    """How a server must send a file to be of use to caches and to other sites."""
    kind = uri.rpartition(".")[2]
    types = {
        "m3u8": "application/vnd.apple.mpegurl",
        "ts": "video/mp2t",
        "m4s": "video/mp4",
        "mp4": "video/mp4",
        "vtt": "text/vtt",
    }
    headers = answer.headers
    faults = []
    if answer.status_code != 200:
        faults.append(f"status {answer.status_code}")
    if headers.get("content-type", "").partition(";")[0] != types[kind]:
        faults.append(f"type {headers.get('content-type')}")
    if headers.get("access-control-allow-origin") != "*":
        faults.append("no CORS")
    caching = headers.get("cache-control", "")
    if kind == "m3u8":
        if caching not in ("no-cache", "no-store", "public, max-age=1"):
            faults.append(f"a playlist with {caching}")
        if "etag" not in headers or "last-modified" not in headers:
            faults.append("no ETag or Last-Modified")
    elif "immutable" not in caching or headers.get("accept-ranges") != "bytes":
        faults.append(f"a segment with {caching}, {headers.get('accept-ranges')}")
    return [f"{uri}: {fault}" for fault in faults]
