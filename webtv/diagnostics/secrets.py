"""Every key that this station knows of, and texts without them.

Three nets, one behind the other: known keys in all their spellings, texts that look like keys of
somebody (`webtv.log.redact`), and anything that looks random.
"""

from __future__ import annotations

import base64
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from pydantic import SecretStr

from webtv.alarms.address import keys_of
from webtv.config.document import read_text
from webtv.config.keys import HIDDEN, hide_named, keys_in
from webtv.config.problem import Problem
from webtv.config.settings import Settings, variable
from webtv.environment import env_file, secret_files
from webtv.files import read_regular
from webtv.log import redact
from webtv.model.programme import PROGRAMME_ID

SHORTEST = 4
"""Characters of the shortest key that is looked for: a shorter one is part of every text."""

_MEANT = re.compile(r"KEY|TOKEN|SECRET|PASS|PWD|AUTH|CREDENTIAL|COOKIE|DSN|DATABASE|URL", re.I)
_RANDOM = re.compile(r"[A-Za-z0-9_-]{20,}")
_FEW = 3
_SHORTEST_VALUE = 6


def known_secrets(settings: Settings) -> frozenset[str]:
    """Every key in settings, environment, `.env`, files of secrets, channel files and HOME."""
    found = set(_of_settings(settings))
    if settings.alarm_urls:
        for address in settings.alarm_urls.get_secret_value().split():
            found |= {address} | keys_of(address)
    found.update(_of_environment(os.environ))
    found.update(_of_file(env_file()))
    found.update(secret_files().values())
    for folder in (settings.channels_dir, settings.last_good_dir, settings.contracts_dir):
        for path in folder.glob("*.yaml*"):
            text = read_text(path)
            if not isinstance(text, Problem):
                found |= keys_in(path, text)
    for path in _secret_files(settings):
        with suppress(OSError, UnicodeDecodeError):
            found.add(read_regular(path, most_bytes=4096).decode().strip())
    return frozenset(each for each in found if len(each) >= SHORTEST)


class Scrub:
    """Takes keys out of texts."""

    def __init__(self, secrets: Iterable[str]) -> None:
        spelt = {spelling for secret in secrets for spelling in _spellings(secret)}
        self.spellings = sorted(spelt, key=len, reverse=True)
        words = "|".join(map(re.escape, self.spellings))
        self._known = re.compile(words) if words else None

    def __call__(self, text: str, *, named: bool) -> str:
        """The text with `***` in the place of each key, and of what may be one.

        With `named`, of what stands behind a word such as `key:` too.
        """
        if self._known is not None:
            text = self._known.sub(HIDDEN, text)
        text = redact(hide_named(text) if named else text)
        return _RANDOM.sub(
            lambda match: HIDDEN if _is_random(match.group()) else match.group(), text
        )

    def finds(self, data: bytes) -> bool:
        """Whether a known key stands in these bytes."""
        return self._known is not None and bool(self._known.search(data.decode("utf-8", "replace")))


def _spellings(secret: str) -> Iterator[str]:
    """A key as it is, in JSON, in an address, and as base64."""
    yield secret
    for plain in (True, False):
        yield json.dumps(secret, ensure_ascii=plain)[1:-1]
    yield quote(secret, safe="")
    yield quote(secret)
    yield repr(secret)[1:-1]
    if len(secret) >= 2 * SHORTEST:
        yield base64.b64encode(secret.encode()).decode().rstrip("=")


def _is_random(word: str) -> bool:
    if PROGRAMME_ID.match(word):
        return False
    digits = sum(character.isdigit() for character in word)
    letters = sum(character.isalpha() for character in word)
    return digits >= _FEW and letters >= _FEW


def _of_settings(settings: Settings) -> Iterator[str]:
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        if isinstance(value, SecretStr):
            yield value.get_secret_value()
            yield from _of_address(value.get_secret_value())
        elif isinstance(value, str):
            yield from _of_address(value)


def _of_environment(environ: Mapping[str, str]) -> Iterator[str]:
    for name, value in environ.items():
        if _MEANT.search(name) and _may_be_key(name, value):
            yield value
        yield from _of_address(value)


def _of_file(file: Mapping[str, str]) -> Iterator[str]:
    """All of `.env` but open settings: other lines are there because they are keys."""
    for name, value in file.items():
        if _may_be_key(name, value):
            yield value
        yield from _of_address(value)


def _may_be_key(name: str, value: str) -> bool:
    """Whether the value of a variable may be a key: no switch, number, path or open setting."""
    if len(value) < _SHORTEST_VALUE or value.isdecimal() or "://" in value or "/" == value[0]:
        return False
    fields = (field for field in Settings.model_fields if name == variable(field))
    return all("SecretStr" in str(Settings.model_fields[field].annotation) for field in fields)


def _of_address(text: str) -> Iterator[str]:
    """User, password and query of an address; of RTMP, what follows the application too."""
    if "://" not in text:
        return
    with suppress(ValueError):
        parts = urlsplit(text)
        # A name before a password is none; alone it is a token.
        word = parts.password or parts.username
        if word:
            yield from {word, unquote(word)}
        yield from (value for name, value in parse_qsl(parts.query) if _MEANT.search(name))
        if parts.scheme.startswith("rtmp"):
            yield "/".join(parts.path.strip("/").split("/")[1:])


def _secret_files(settings: Settings) -> Iterator[Path]:
    yield settings.rtmp_secret_file
    yield settings.control_token_file
    yield settings.spaces_secret_file
    yield from settings.takeover_dir.glob("*.key")
