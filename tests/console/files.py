"""A channel file with keys, and how the console reads one."""

from __future__ import annotations

from pathlib import Path

from webtv.config.document import Document, read_document

KEY = "live_4711_s3cretkey"
WITH_KEYS = f"""\
title: Sea
# the friend's key: {KEY}abc
theme: waves on the shore
writer: {{api_key: sk-{KEY}}}
destinations:
  - id: friend
    url: rtmp://192.0.2.7/app
    key: {KEY}   # not for editors
safety: {{hold: true}}
"""


def document(text: str) -> Document:
    found = read_document(Path("channels/sea.yaml"), text)
    assert isinstance(found, Document), found
    return found
