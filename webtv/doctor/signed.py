"""Whether programmes are signed and marked, and with which certificate."""

from __future__ import annotations

from collections.abc import Iterator

from webtv.config.settings import Settings
from webtv.doctor.finding import Finding, fault, note
from webtv.errors import ConfigError
from webtv.signing.identity import identity

_LAW = "the EU's AI Act, article 50, wants AI television marked so that machines see it"


def look_at_signing(settings: Settings) -> Iterator[Finding]:
    """Look at the settings and the certificate; the own one is not made for that."""
    if not settings.c2pa:
        yield note("signing", f"off (WEBTV_C2PA=false): {_LAW}", "unset WEBTV_C2PA")
    elif settings.signing_cert is None and settings.signing_key is None and not own(settings):
        yield Finding("signing", "on; the first programme makes the station's own certificate")
    else:
        try:
            who = identity(settings)
        except ConfigError as error:
            yield fault("signing", str(error), "correct it, or unset WEBTV_SIGNING_CERT and _KEY")
        else:
            yield Finding("signing", f"on, with the certificate {who.fingerprint[:16]}")
    if settings.watermark:
        yield Finding("watermark", "on")
    else:
        told = "off (WEBTV_WATERMARK=false): `webtv verify` cannot name programmes made so"
        yield note("watermark", told, "unset WEBTV_WATERMARK")


def own(settings: Settings) -> bool:
    """Whether the station has made a certificate of its own."""
    return settings.signing_file.is_file()
