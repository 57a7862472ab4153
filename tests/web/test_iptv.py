"""The station as television apps read it: M3U, XMLTV, and a tuner."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import threading
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import httpx
import pytest

from tests.slack import slack
from tests.web.history import History, Told
from tests.web.station import Station, wait_until
from webtv.web.iptv.identity import Identity, identity_of
from webtv.web.iptv.transport import MOST

PLAIN = {"accept-encoding": "identity"}


def listed(text: str) -> list[tuple[dict[str, str], str, str]]:
    """Attributes, title and address of each entry of an M3U list."""
    lines = text.splitlines()
    entries = []
    for info, address in zip(lines[1::2], lines[2::2], strict=True):
        match = re.fullmatch(r'#EXTINF:-1((?: [a-z-]+="[^"]*")*),(.+)', info)
        assert match, info
        entries.append((dict(re.findall(r'([a-z-]+)="([^"]*)"', match[1])), match[2], address))
    return entries


def programmes(guide: ET.Element, channel: str) -> list[ET.Element]:
    return [p for p in guide.iter("programme") if p.get("channel") == channel]


def time_of(programme: ET.Element, name: str) -> datetime:
    return datetime.strptime(programme.attrib[name], "%Y%m%d%H%M%S %z")


def test_the_list_names_the_channels_as_the_guide_does(client: httpx.Client) -> None:
    answer = client.get("/iptv/channels.m3u")
    assert answer.headers["content-type"] == "audio/x-mpegurl; charset=utf-8"
    head = answer.text.splitlines()[0]
    address = f"{client.base_url}/iptv/guide.xml"
    assert head == f'#EXTM3U url-tvg="{address}" x-tvg-url="{address}"'
    entries = listed(answer.text)
    guide = ET.fromstring(client.get(address).content)
    channels = {
        c.attrib["id"]: [n.text for n in c.iter("display-name")] for c in guide.iter("channel")
    }
    assert [e[0]["tvg-id"] for e in entries] == list(channels)
    assert [e[0]["tvg-chno"] for e in entries] == [names[1] for names in channels.values()]
    by_number = {e[0]["tvg-chno"]: e for e in entries}
    lights, kitchen = by_number["7"], by_number["12"]
    assert lights[1] == "Lichter & Gezeiten"
    assert lights[2] == f"{client.base_url}/hls/lights/live.m3u8"
    assert kitchen[1] == 'Küche, "Söhne" <& Töchter>'
    assert kitchen[0]["tvg-name"] == "Küche, 'Söhne' <& Töchter>"
    assert channels[kitchen[0]["tvg-id"]] == ['Küche, "Söhne" <& Töchter>', "12"]
    assert re.fullmatch(r"k-2\.[0-9a-f]{8}\.webtv", kitchen[0]["tvg-id"])
    for attributes, _, _ in entries:
        logo = client.get(attributes["tvg-logo"])
        assert logo.headers["content-type"] == "image/png"


def test_a_host_stands_in_no_text_that_is_kept(client: httpx.Client) -> None:
    for path in ("/iptv/channels.m3u", "/discover.json", "/lineup.json", "/device.xml"):
        own = client.get(path, headers={"host": "tv.example.org"})
        assert own.headers["cache-control"] == "no-store"
        assert own.headers["vary"].split(",")[0] == "Host"
        assert ("tv.example.org" in own.text) == (path != "/lineup.json" or own.json() != [])
        assert "tv.example.org" not in client.get(path).text
        bad = client.get(path, headers={"host": 'x"><script>'})
        assert "script" not in bad.text
    kept = client.get("/iptv/guide.xml", headers={"host": "tv.example.org"})
    assert b"tv.example.org" not in kept.content
    assert kept.headers["etag"] == client.get("/iptv/guide.xml").headers["etag"]


def test_the_guide_tells_what_aired_is_on_and_comes(client: httpx.Client, told: Told) -> None:
    answer = client.get("/iptv/guide.xml")
    assert answer.headers["content-type"] == "application/xml; charset=utf-8"
    assert answer.text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tv SYSTEM')
    guide = ET.fromstring(answer.content)
    lights = identity_of(told.station.settings).channel("lights")
    lines = programmes(guide, lights)
    titles = [p.findtext("title") for p in lines]
    on_air = titles.index("Ebbe")
    assert len(titles[:on_air]) >= 71
    assert set(titles[:on_air]) == {"The Keeper's <b>Last</b> Light"}
    assert titles[on_air : on_air + 4] == [
        "Ebbe",
        "Flut",
        "Nacht",
        "The Keeper's <b>Last</b> Light",
    ]
    assert titles[on_air + 4 :] == ["Lichter & Gezeiten"]  # what the channel goes on with

    past, now, following = lines[0], lines[on_air], lines[on_air + 1]
    assert past.findtext("desc") == "A storm comes in & the lamp must burn."
    assert past.find("new") is not None
    assert lines[1].find("previously-shown") is not None
    assert time_of(past, "stop") - time_of(past, "start") == timedelta(seconds=16)  # with its ident
    assert now.find("new") is not None
    assert now.findtext("keyword") == "AI generated"
    assert now.findtext("episode-num") == told.now.id
    assert time_of(now, "stop") == time_of(following, "start")
    assert time_of(following, "stop") - time_of(following, "start") == timedelta(seconds=16)
    assert following.find("title").attrib == {"lang": "de"}  # type: ignore[union-attr]

    for channel in guide.iter("channel"):
        times = [
            (time_of(p, "start"), time_of(p, "stop"))
            for p in programmes(guide, channel.attrib["id"])
        ]
        assert all(start < stop for start, stop in times)
        assert all(a[1] <= b[0] for a, b in pairwise(times))
        assert times[-1][1] > datetime.now(UTC) + timedelta(hours=20)
    for programme in guide.iter("programme"):
        for name in ("start", "stop"):
            assert re.fullmatch(r"[0-9]{14} \+0000", programme.attrib[name])


def test_the_guide_is_valid_xmltv(client: httpx.Client, tmp_path: Path) -> None:
    validate = shutil.which("tv_validate_file")
    if validate is None:
        reason = "no tv_validate_file: install xmltv-util"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    path = tmp_path / "guide.xml"
    path.write_bytes(client.get("/iptv/guide.xml").content)
    dtd = "/usr/share/xmltv/xmltv.dtd"
    found = subprocess.run(
        [validate, "--dtd-file", dtd, path], capture_output=True, timeout=60 * slack()
    )
    assert (found.returncode, found.stdout, found.stderr) == (0, b"Validated ok.\n", b"")


def test_the_guide_is_sent_once_to_who_has_it(client: httpx.Client) -> None:
    whole = client.get("/iptv/guide.xml", headers=PLAIN)
    assert whole.headers["etag"].startswith('"')
    with client.stream("GET", "/iptv/guide.xml") as packed:
        assert packed.headers["content-encoding"] == "gzip"
        assert packed.headers["etag"] != whole.headers["etag"]  # other bytes, another strong tag
        assert gzip.decompress(b"".join(packed.iter_raw())) == whole.content
    for tag in (whole.headers["etag"], packed.headers["etag"], f"W/{whole.headers['etag']}"):
        known = client.get("/iptv/guide.xml", headers={"if-none-match": tag})
        assert (known.status_code, known.content) == (304, b"")


def test_it_is_whole_while_it_is_rewritten(client: httpx.Client, told: Told) -> None:
    """200 requests from four apps, while playout goes on airing."""
    channel = identity_of(told.station.settings).channel("k-2")
    history = History(told.station, "k-2")
    film = history.make("Brot", "Ein Laib & ein Messer.")
    bodies: dict[str, bytes] = {}
    counts: list[int] = []
    faults: list[str] = []

    def ask() -> None:
        with httpx.Client(base_url=told.station.url, timeout=20) as own:
            for _ in range(50):
                answer = own.get("/iptv/guide.xml", headers=PLAIN)
                body = answer.content
                if bodies.setdefault(answer.headers["etag"], body) != body:
                    faults.append("one tag for two guides")
                if len(body) != int(answer.headers["content-length"]):
                    faults.append("cut off")
                counts.append(len(programmes(ET.fromstring(body), channel)))

    apps = [threading.Thread(target=ask) for _ in range(4)]
    for app in apps:
        app.start()
    at = datetime.now(UTC) - timedelta(hours=2)
    while any(app.is_alive() for app in apps):
        history.aired(film, at, kind="rerun")
        at += timedelta(seconds=8)
    for app in apps:
        app.join()
    assert faults == []
    assert len(counts) == 200

    def all_told() -> bool:
        guide = ET.fromstring(client.get("/iptv/guide.xml").content)
        return sum(p.findtext("title") == "Brot" for p in programmes(guide, channel)) >= 2

    wait_until(all_told, what="the guide tells what aired meanwhile")


def test_a_tuner_is_found_and_described(client: httpx.Client, told: Told) -> None:
    device = client.get("/discover.json").json()
    base = str(client.base_url).rstrip("/")
    assert (device["BaseURL"], device["LineupURL"]) == (base, f"{base}/lineup.json")
    assert device["TunerCount"] == MOST
    lineup = client.get(device["LineupURL"]).json()
    assert {"7", "12"} <= {each["GuideNumber"] for each in lineup}
    kitchen = next(each for each in lineup if each["GuideNumber"] == "12")
    assert kitchen["GuideName"] == 'Küche, "Söhne" <& Töchter>'
    assert kitchen["URL"] == f"{base}/iptv/k-2.ts"
    assert client.get("/lineup_status.json").json()["ScanInProgress"] == 0
    assert client.post("/lineup.post?scan=start").status_code == 204
    described = client.get("/device.xml")
    assert described.headers["content-type"] == "application/xml; charset=utf-8"
    space = "{urn:schemas-upnp-org:device-1-0}"
    root = ET.fromstring(described.content)
    assert root.findtext(f"{space}URLBase") == base
    assert root.findtext(f".//{space}serialNumber") == device["DeviceID"]


@pytest.mark.parametrize("name", ["00000000", "ffffffff", "1a2b3c4d", "deadbeef"])
def test_the_device_id_passes_the_check_of_hdhomerun(name: str) -> None:
    table = (0xA, 0x5, 0xF, 0x6, 0x7, 0xC, 0x1, 0xB, 0x9, 0x2, 0x8, 0xD, 0x4, 0x3, 0xE, 0x0)
    device = Identity(name).device
    assert re.fullmatch(r"1[0-9A-F]{7}", device)
    check = 0
    for place, digit in enumerate(device):
        value = int(digit, 16)
        check ^= value if place % 2 else table[value]
    assert check == 0


def test_an_identity_stays_and_is_another_stations(tmp_path: Path) -> None:
    first, second = Station(tmp_path / "a"), Station(tmp_path / "b")
    try:
        known = identity_of(first.settings)
        assert identity_of(first.settings) == known != identity_of(second.settings)
        first.settings.station_id_file.write_text("")  # as a full disk leaves it
        assert re.fullmatch(r"[0-9a-f]{8}", identity_of(first.settings).name)
    finally:
        first.close()
        second.close()


@pytest.mark.parametrize(
    "path",
    [
        "/iptv/channels.m3u",
        "/iptv/guide.xml",
        "/discover.json",
        "/lineup.json",
        "/lineup_status.json",
        "/device.xml",
    ],
)
def test_head_is_get_without_the_body(client: httpx.Client, path: str) -> None:
    whole, head = client.get(path, headers=PLAIN), client.head(path, headers=PLAIN)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    dated = {"date"}
    assert {n: v for n, v in head.headers.items() if n not in dated} == {
        n: v for n, v in whole.headers.items() if n not in dated
    }
    assert int(head.headers["content-length"]) == len(whole.content)
