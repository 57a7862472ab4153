"""Playout's control, as whoever has the token uses it over HTTP."""

from __future__ import annotations

import difflib
import ssl
from pathlib import Path
from typing import TypeVar

import httpx
from pydantic import ValidationError

from webtv.config.host import loopback
from webtv.config.settings import Settings
from webtv.errors import WebTVError
from webtv.model.control import ControlState
from webtv.model.status import PlayoutStatus
from webtv.model.value import StoredValue

ValueT = TypeVar("ValueT", bound=StoredValue)

UNREACHABLE = 3
"""Exit code when playout does not answer; 1 is an order that was refused, 2 a wrong command."""

_LIMIT_S = 10.0


class UnreachableError(WebTVError):
    """Playout does not answer."""

    exit_code = UNREACHABLE


class Given(StoredValue):
    """An order that playout carries out."""

    orders: ControlState
    durable: bool = True


class _Statuses(StoredValue):
    channels: tuple[PlayoutStatus, ...]


class PlayoutClient:
    """One connection to the station's playout. Every method raises `WebTVError`."""

    def __init__(self, settings: Settings) -> None:
        self._address = f"{loopback(settings.control_host)}:{settings.control_port}"
        self._token_file = settings.control_token_file
        # No proxy: the token is for this machine. Nor TLS: to read all certificates takes 50 ms.
        self._http = httpx.Client(
            base_url=f"http://{self._address}",
            timeout=_LIMIT_S,
            trust_env=False,
            verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        )

    def statuses(self) -> tuple[PlayoutStatus, ...]:
        """Every channel that is on air."""
        return _read(_Statuses, self._ask("GET", "/channels")).channels

    def status(self, channel: str) -> PlayoutStatus:
        """One channel."""
        return _read(PlayoutStatus, self._ask("GET", f"/channels/{channel}", channel=channel))

    def order(self, channel: str, order: str, **body: str) -> Given:
        """Give one order, such as `skip`, or `next` with a `programme`."""
        token = read_token(self._token_file)
        path = f"/channels/{channel}/{order}"
        return _read(Given, self._ask("POST", path, channel=channel, token=token, body=body))

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    def _ask(
        self,
        method: str,
        path: str,
        *,
        channel: str | None = None,
        token: str = "",
        body: dict[str, str] | None = None,
    ) -> bytes:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        try:
            answer = self._http.request(method, path, headers=headers, json=body or None)
        except httpx.HTTPError as error:
            raise UnreachableError(
                f"playout does not answer at {self._address} ({error}): start it with "
                "`webtv up` or `webtv playout`, or set WEBTV_CONTROL_PORT as it was started with"
            ) from None
        if answer.is_success:
            return answer.content
        if answer.status_code == 404 and channel is not None:
            self._check(channel)
        raise WebTVError(self._refusal(answer))

    def _check(self, channel: str) -> None:
        """Say which channels there are, if that is what was wrong."""
        known = [status.channel for status in self.statuses()]
        if channel not in known:
            raise WebTVError(f"there is no channel {channel}: {suggestion(channel, known)}")

    def _refusal(self, answer: httpx.Response) -> str:
        if answer.status_code == 401:
            return (
                f"playout does not accept the token in {self._token_file}: set WEBTV_HOME as "
                "playout was started with"
            )
        try:
            return str(answer.json()["detail"])
        except (ValueError, KeyError, TypeError):
            return f"{self._address} answered {answer.status_code}: is that playout?"


def read_token(path: Path) -> str:
    """The control token of the station. Raises `WebTVError`."""
    try:
        token = path.read_text("ascii").strip()
    except FileNotFoundError:
        raise WebTVError(f"{path} is not there: start playout once, or set WEBTV_HOME") from None
    except PermissionError:
        raise WebTVError(f"{path} is not readable: be the user who runs playout") from None
    except (OSError, UnicodeDecodeError) as error:
        raise WebTVError(f"{path} cannot be read: {error}") from None
    if not token:
        raise WebTVError(f"{path} is empty: delete it and restart playout")
    return token


def suggestion(wanted: str, known: list[str]) -> str:
    """Suggest the known name that was probably meant."""
    near = difflib.get_close_matches(wanted, known, n=1)
    if near:
        return f"did you mean {near[0]}?"
    return f"there is {', '.join(known)}" if known else "none is on air"


def _read(kind: type[ValueT], content: bytes) -> ValueT:
    try:
        return kind.model_validate_json(content)
    except ValidationError:
        raise WebTVError("the answer is not playout's: is WEBTV_CONTROL_PORT right?") from None
