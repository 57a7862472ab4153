"""Reads the manifest of a film that may come from anybody, in a confined child."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Literal

import c2pa
from pydantic import TypeAdapter

from webtv.errors import MediaError
from webtv.media.process.decoder import confined
from webtv.signing.sign import OFFLINE, PROGRAMME

_DEADLINE_S = 600.0
_MOST_BYTES = 4 << 20
_UNTRUSTED = "signingCredential.untrusted"

State = Literal["trusted", "valid", "changed"]
"""Signed by this station and unchanged; unchanged, and signed by somebody; changed since."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the manifest of a film says, who signed it, and whether that holds (`state`).

    `faults` are C2PA's codes of what is wrong; `source_type` is IPTC's, without its address.
    """

    state: State
    signer: str
    title: str
    source_type: str = ""
    programme: Mapping[str, Any] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


_MANIFEST = TypeAdapter(Manifest | None)


def read_manifest(path: Path, *, trusted: str) -> Manifest | None:
    """The manifest in an MP4 or MOV file; None of other files, and where there is none.

    `trusted` are certificates of authorities, as PEM. Raises `MediaError`.
    """
    if not path.is_file():
        raise MediaError(f"{path} is not there, or no file")
    answer = confined(
        partial(_read, path, trusted),
        reads=[path],
        name=path.name,
        deadline_s=_DEADLINE_S,
        answer_bytes=_MOST_BYTES,
    )
    return _MANIFEST.validate_json(answer)


def _read(path: Path, trusted: str) -> bytes:
    """`read_manifest`, in the child."""
    with path.open("rb") as file:
        if file.read(12)[4:8] != b"ftyp":
            return b"null"
        file.seek(0)
        trust = {"trust": {"trust_anchors": trusted}} if trusted else {}
        with c2pa.Context.from_dict({**OFFLINE, **trust}) as context:
            try:
                with c2pa.Reader("video/mp4", file, context=context) as reader:
                    told = json.loads(reader.json())
            except c2pa.C2paError.ManifestNotFound:
                return b"null"
            except c2pa.C2paError as error:
                return _MANIFEST.dump_json(Manifest("changed", "", "", faults=(str(error)[:200],)))
    return _MANIFEST.dump_json(_manifest(told))


def _manifest(told: Mapping[str, Any]) -> Manifest:
    active = told["manifests"][told["active_manifest"]]
    by_label = {each["label"]: each["data"] for each in active.get("assertions", ())}
    results = told.get("validation_results", {}).get("activeManifest", {})
    faults = tuple(dict.fromkeys(str(each["code"]) for each in results.get("failure", ())))
    wrong = tuple(each for each in faults if each != _UNTRUSTED)
    own = by_label.get(PROGRAMME)
    return Manifest(
        state="changed" if wrong else "valid" if faults else "trusted",
        signer=str(active.get("signature_info", {}).get("issuer", "")),
        title=str(active.get("title", "")),
        source_type=next(_source_types(by_label), ""),
        programme=own if isinstance(own, dict) else {},
        faults=wrong,
    )


def _source_types(assertions: Mapping[str, Any]) -> Iterator[str]:
    for label, data in assertions.items():
        if label.startswith("c2pa.actions"):
            for action in data.get("actions", ()):
                if kind := action.get("digitalSourceType"):
                    yield str(kind).rpartition("/")[2]
