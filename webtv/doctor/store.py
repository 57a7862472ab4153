"""The store that machines share: reached, readable, writable, and the cure where it is not."""

from __future__ import annotations

from webtv.config.settings import Settings
from webtv.doctor.finding import Finding, fault, refusal
from webtv.errors import ConfigError, PreflightError, StoreError
from webtv.mirror.trial import tried


def look_at_store(settings: Settings) -> Finding:
    """Try all that the mirror does, with one small object that is gone afterwards."""
    if settings.store is None:
        return Finding("store", "none: this machine has files of its own (WEBTV_STORE)")
    try:
        address = tried(settings, writes=True)
    except StoreError as error:
        return fault("store", error.told, error.cure or "see whether it works for others")
    except PreflightError as error:
        return refusal("store", error)
    except ConfigError as error:
        return fault("store", str(error), "correct it")
    return Finding("store", f"{address} can be listed, written and read")
