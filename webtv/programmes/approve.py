"""Lets a programme that waits for approval air, by its sidecar."""

from __future__ import annotations

from webtv.errors import WebTVError
from webtv.files import write_atomic
from webtv.model.programme import Programme
from webtv.store.library import Library


def approve(library: Library, programme: Programme) -> Programme:
    """Write down that `programme` may air. Production lists it within seconds.

    Raises `WebTVError` if nobody asked for approval.
    """
    if programme.approval != "waiting":
        raise WebTVError(f"'{programme.title}' does not wait for approval")
    approved = programme.model_copy(update={"approval": "given"})
    sidecar = library.sidecar(programme.channel, programme.id)
    write_atomic(sidecar, approved.model_dump_json(indent=2))
    return approved
