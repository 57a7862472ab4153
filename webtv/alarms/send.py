"""The process that sends one message to one service, by Apprise, and ends.

In: JSON on standard input, since the address holds keys. Out: the exit code, and a reason on
standard error. A process for each message, so that one that hangs can be ended, and Apprise with
its hundred services takes no memory meanwhile.
"""

from __future__ import annotations

import json
import logging
import sys

from webtv.alarms.address import keys_of

TAKEN, REFUSED, UNKNOWN = 0, 1, 3
"""Exit codes: the service took it, did not, or Apprise knows no service of that address."""


def main() -> int:
    """Send what standard input says."""
    told = json.load(sys.stdin)
    said: list[str] = []
    logger = logging.getLogger("apprise")
    logger.addHandler(_Keeper(said))
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    import apprise

    service = apprise.Apprise.instantiate(told["url"], suppress_exceptions=True)
    if service is None:
        return UNKNOWN
    taken = service.notify(
        body=told["body"],
        title=told["title"],
        notify_type=apprise.NotifyType(told["grade"]),
        body_format=apprise.NotifyFormat.TEXT,
    )
    if taken:
        return TAKEN
    sys.stderr.write(without_keys(said[-1] if said else "it was not taken", told["url"]))
    return REFUSED


def without_keys(text: str, url: str) -> str:
    """`text` without anything of the address that may be a key: all but its kind and its host."""
    for key in sorted(keys_of(url), key=len, reverse=True):
        text = text.replace(key, "***")
    return text


class _Keeper(logging.Handler):
    """Keeps what Apprise says."""

    def __init__(self, said: list[str]) -> None:
        super().__init__()
        self._said = said

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self._said.append(record.getMessage())


if __name__ == "__main__":
    sys.exit(main())
