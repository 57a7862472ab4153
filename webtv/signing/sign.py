"""Puts a signed manifest into a film: a box of its own, which changes no picture and no sound."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from webtv.errors import ConfigError, MediaError
from webtv.media.probe import MediaInfo, probe
from webtv.outage import Outage
from webtv.signing.identity import Identity

PROGRAMME = "webtv.programme"
"""The label of the station's own assertion: what the sidecar says of how a programme was made."""

OFFLINE: dict[str, Any] = {
    "verify": {
        "verify_after_sign": False,
        "remote_manifest_fetch": False,
        "ocsp_fetch": False,
    },
    "builder": {"thumbnail": {"enabled": False}},
}
"""Settings of the C2PA library: it fetches nothing."""


class Signer:
    """Signs films as whoever `identity` says, which may raise `ConfigError`."""

    def __init__(self, identity: Callable[[], Identity]) -> None:
        self._identity = identity
        self._outage = Outage(
            "programmes cannot be signed, they air without a manifest",
            "programmes are signed again",
        )

    def sign(self, film: Path, info: MediaInfo, manifest: Mapping[str, Any]) -> str:
        """Sign a finished MP4 file of which `info` is known; return the certificate's SHA-256.

        What cannot be signed stays as it was, and the return value is empty: that is logged once,
        until signing works again.
        """
        signed = film.with_name(f"{film.stem}.signed{film.suffix}")
        try:
            who = self._identity()
            _sign(film, signed, who, manifest)
            found = probe(signed)
            if (found.video, found.audio) != (info.video, info.audio):
                raise MediaError("signing would have changed the film")
            signed.replace(film)
        except (ConfigError, MediaError, OSError) as error:
            self._outage.begin(error)
            return ""
        finally:
            signed.unlink(missing_ok=True)
        self._outage.end()
        return who.fingerprint


def _sign(film: Path, signed: Path, who: Identity, manifest: Mapping[str, Any]) -> None:
    """Write `film` with its manifest to `signed`. Raises `MediaError`."""
    try:
        import c2pa  # it loads a library of 40 MB, which not every station needs

        about = c2pa.C2paSignerInfo(who.algorithm, who.chain.encode(), who.key.encode(), None)
        with (
            film.open("rb") as source,
            signed.open("w+b") as target,
            c2pa.Context.from_dict(OFFLINE) as context,
            c2pa.Signer.from_info(about) as signer,
            c2pa.Builder(json.dumps(manifest), context) as builder,
        ):
            builder.sign(signer, "video/mp4", source, target)
    except (ImportError, RuntimeError) as error:
        raise MediaError(f"the C2PA library cannot be used: {error}") from error
    except Exception as error:  # the errors of the library have no base of their own but this
        raise MediaError(f"signing failed: {error}") from error
