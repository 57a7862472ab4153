"""Settings of signed television: manifests, their certificate, and the mark in the picture."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings


class SigningSettings(BaseSettings):
    """What makes a programme's origin provable; `Settings` has the rest."""

    c2pa: bool = Field(
        True,
        title="C2PA",
        description="Whether each programme's film gets a signed C2PA manifest, which says how it "
        "was made, AI or not.",
    )
    watermark: bool = Field(
        True,
        title="Watermark",
        description="Whether each programme's picture gets an invisible mark, by which `webtv "
        "verify` names it in a recording.",
    )
    signing_cert: Path | None = Field(
        None,
        title="Signing certificate",
        description="File of a certificate for C2PA with its chain (PEM), in place of the "
        "station's own, which it makes for itself.",
    )
    signing_key: Path | None = Field(
        None, title="Signing key", description="File of that certificate's key (PEM)."
    )
