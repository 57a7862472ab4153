"""The services that people are called by; a process that is ended in time sends each message."""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress

from webtv.alarms.message import Message
from webtv.alarms.send import TAKEN, UNKNOWN
from webtv.backoff import Backoff
from webtv.environment import plain
from webtv.errors import ConfigError, WebTVError
from webtv.media.process.process import tied_to_parent
from webtv.outage import Outage
from webtv.terminal import plain as harmless

DEADLINE_S = 60.0
"""A service takes a message in this time, or does not take it: a busy machine takes long to ask."""

LONGEST_WAIT_S = 600.0
FIRST_WAIT_S = 5.0

_LONGEST_REASON = 300
_PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


class UntoldError(WebTVError):
    """A service took no message."""


class Service:
    """One service, named by its place in the settings, since its address holds keys.

    `clock` of the running loop decides when it is tried again after it took no message.
    """

    def __init__(
        self,
        number: int,
        url: str,
        *,
        deadline_s: float = DEADLINE_S,
        first_s: float = FIRST_WAIT_S,
    ) -> None:
        self.id = hashlib.sha256(url.encode()).hexdigest()[:16]
        self.name = f"service {number} ({url.partition('://')[0]})"
        self.outage = Outage(
            f"alarms are not told: {self.name} takes none",
            f"alarms are told again: {self.name} takes them",
        )
        self._url = url
        self._deadline_s = deadline_s
        self._backoff = Backoff(first_s=first_s, most_s=LONGEST_WAIT_S)
        self._retry_at = 0.0

    @property
    def waits(self) -> bool:
        """Whether it took no message of late, and is left in peace."""
        return asyncio.get_running_loop().time() < self._retry_at

    async def tell(self, message: Message) -> bool:
        """Tell it something. Returns whether it took that; what went wrong is logged once."""
        try:
            await self.send(message)
        except (UntoldError, OSError) as error:
            self.outage.begin(error)
            self._retry_at = asyncio.get_running_loop().time() + self._backoff.wait_s()
            return False
        self.outage.end()
        self._backoff.reset()
        return True

    async def send(self, message: Message) -> None:
        """Send it a message, once.

        Raises `UntoldError`, and `OSError` where there is no process to be had.
        """
        told = {
            "url": self._url,
            "title": message.title,
            "body": message.body,
            "grade": message.grade,
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "webtv.alarms.send",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            env=_environment(os.environ),
            preexec_fn=tied_to_parent(),
        )
        try:
            async with asyncio.timeout(self._deadline_s):
                _, said = await process.communicate(json.dumps(told).encode())
        except TimeoutError:
            raise UntoldError(f"it did not answer within {self._deadline_s:g} s") from None
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()
        if process.returncode == UNKNOWN:
            raise UntoldError(
                "Apprise knows no service of such an address: its list is at "
                "https://github.com/caronc/apprise/wiki"
            )
        if process.returncode != TAKEN:
            lines = said.decode("utf-8", "replace").strip().splitlines()
            raise UntoldError(harmless(lines[-1] if lines else "it ended")[:_LONGEST_REASON])


def services_of(urls: str) -> list[Service]:
    """The services of `WEBTV_ALARM_URLS`. Raises `ConfigError` for what is no address."""
    words = list(dict.fromkeys(urls.split()))
    for number, word in enumerate(words, 1):
        scheme, colon, rest = word.partition("://")
        if not (colon and rest and scheme.isascii() and scheme.replace("+", "").isalnum()):
            raise ConfigError(
                f"WEBTV_ALARM_URLS: address {number} must begin as in mailtos://, ntfy:// or "
                "json://; addresses are parted by spaces or lines"
            )
    return [Service(number, word) for number, word in enumerate(words, 1)]


def _environment(environ: Mapping[str, str]) -> dict[str, str]:
    """What the sender needs: no keys of others, and the way out."""
    ways = {name: value for name, value in environ.items() if name.lower() in _PROXIES}
    return {**plain(environ), **ways}
