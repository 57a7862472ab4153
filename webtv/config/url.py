"""Tells addresses that can be dialled from texts that only begin like one."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_HTTP = re.compile(r"https?://\S+")


def with_host(text: str) -> str:
    """Give back an address that has a host, and a port that there is, if any; else `ValueError`.

    What is no address at all, such as the id of a Space, is given back as well.
    """
    if "://" not in text:
        return text
    try:
        parts = urlsplit(text)
        if parts.hostname and parts.port != 0:
            return text
    except ValueError:
        pass  # brackets that do not close, a port beyond 65535
    raise ValueError("must be an address with a host, and a port from 1 to 65535 if any")


def http_url(text: str) -> str:
    """Give back an address of the web; else `ValueError`."""
    if not _HTTP.fullmatch(text):
        raise ValueError("must be an address that begins with http:// or https://")
    return with_host(text)
