"""The address of a backend, and the part of it that may be told and shown."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

from webtv.config.contract import Contract
from webtv.config.pipeline import BackendConfig

_HUGGING_FACE = ("huggingface.co", "hf.space", "hf.co")


@dataclass(frozen=True, slots=True)
class Address:
    """An address names one place that serves a contract.

    `source` is a Space id or a URL, or of the station's own Spaces the path below `base`. `name` is
    how it is shown and remembered: it never holds a password or a query. `trusted` says that the
    operator's Hugging Face token may go there; `key` is what the station's own Spaces want instead.
    """

    source: str
    name: str
    local: bool
    trusted: bool
    key: str = field(default="", repr=False)
    base: Callable[[], str] | None = field(default=None, repr=False, compare=False)

    @property
    def place(self) -> str:
        """The Space id or the URL to ask now: the station's own Spaces may move."""
        return self.source if self.base is None else f"{self.base()}/{self.source}"


def addresses(
    config: BackendConfig,
    contract: Contract,
    *,
    local_url: Callable[[], str],
    local_key: str = "",
) -> tuple[Address, ...]:
    """Return every place that a backend's `source` and `pool` stand for, each once.

    `local_url` tells where the station's own Spaces are now.
    """
    if contract.transport == "runway":
        # A vendor has one place, whatever the channel says; it is the account that knows where.
        return (Address(contract.source, "Runway", local=False, trusted=False),)
    found: dict[str, Address] = {}
    for source in config.sources:
        if source == "local":
            found[source] = Address(
                contract.id, "local", local=True, trusted=False, key=local_key, base=local_url
            )
            continue
        for each in contract.sources if source == "public" else (source,):
            found.setdefault(each, Address(each, shown(each), False, is_hugging_face(each)))
    return tuple(found.values())


def backend_id(contract: Contract, address: Address) -> str:
    """Return the name of a contract at a place, on screens, in errors and in the work book."""
    return f"{contract.id} at {address.name}"


def is_hugging_face(source: str) -> bool:
    """Tell whether this is a Space id, or an https address of Hugging Face's own hosts."""
    parts = urlsplit(source)
    if not parts.scheme:
        return True
    host = (parts.hostname or "").lower()
    ours = any(host == known or host.endswith(f".{known}") for known in _HUGGING_FACE)
    return ours and parts.scheme == "https"


def shown(source: str) -> str:
    """Return `source` without user, password, query and fragment.

    Where something was left out, a digest of the whole keeps two such addresses apart.
    """
    parts = urlsplit(source)
    bare = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
    if bare == source:
        return source
    return f"{bare}#{hashlib.sha256(source.encode()).hexdigest()[:6]}"
