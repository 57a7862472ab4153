"""The station as a tuner: the answers of an HDHomeRun, which Plex, Jellyfin and Emby look for.

Source: https://info.hdhomerun.com/info/http_api, and what those ask for.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from webtv import __version__
from webtv.web.iptv.identity import Identity

_NAME = "WebTV"
_MODEL = "HDTC-2US"
"""A model whose streams are MPEG-TS with H.264, as these are."""

LINEUP_STATUS = {
    "ScanInProgress": 0,
    "ScanPossible": 1,
    "Source": "Cable",
    "SourceList": ["Cable"],
}


def discover(identity: Identity, *, base: str, tuners: int) -> dict[str, str | int]:
    """The device, which `base` is the address of; `tuners` is how many may watch at once."""
    return {
        "FriendlyName": _NAME,
        "Manufacturer": _NAME,
        "ModelNumber": _MODEL,
        "FirmwareName": "webtv",
        "FirmwareVersion": __version__,
        "TunerCount": tuners,
        "DeviceID": identity.device,
        "DeviceAuth": "webtv",
        "BaseURL": base,
        "LineupURL": f"{base}/lineup.json",
    }


def device_description(identity: Identity, *, base: str) -> str:
    """The device as UPnP describes one (UPnP Device Architecture 1.0, 2.1)."""
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<root xmlns="urn:schemas-upnp-org:device-1-0">
  <specVersion><major>1</major><minor>0</minor></specVersion>
  <URLBase>{escape(base)}</URLBase>
  <device>
    <deviceType>urn:schemas-upnp-org:device:MediaServer:1</deviceType>
    <friendlyName>{_NAME}</friendlyName>
    <manufacturer>{_NAME}</manufacturer>
    <modelName>{_MODEL}</modelName>
    <modelNumber>{_MODEL}</modelNumber>
    <serialNumber>{identity.device}</serialNumber>
    <UDN>{identity.udn}</UDN>
  </device>
</root>
"""
