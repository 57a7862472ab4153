"""The weights of models: OWNER/NAME below one folder, as on Hugging Face, each at one revision."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from webtv.errors import UnavailableError
from webtv.files import write_atomic
from webtv.models.catalogue import Model

_RECORD = ".webtv.json"
"""Beside weights that were fetched here: their revision, and whether all of them are there."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a model is made of: the size of each file, and how many `bytes` are not there yet."""

    model: Model
    revision: str
    files: Mapping[str, int]
    bytes: int


def find(model: Model, folder: Path) -> Path:
    """The folder of a model's weights. Raises UnavailableError where they are not, or not whole."""
    own = folder / model.repo
    # Where Hugging Face's client only looked, it leaves a hidden folder.
    there = own.is_dir() and any(path.name[0] != "." for path in own.iterdir())
    if there and _record(own).get("whole", True):
        return own
    raise UnavailableError(
        f"the weights of {model.repo} are not in {own}: run `webtv spaces fetch {model.id}`",
        backend=model.id,
    )


def find_or_fetch(model: Model, folder: Path) -> Path:
    """`find`, after fetching what is not there. Raises UnavailableError where that fails."""
    if not is_here(model, folder):
        token = os.environ.get("HF_TOKEN")
        try:
            fetch(order(model, folder, token=token), folder, token=token)
        except Exception as error:  # of the Hub's client, of two HTTP libraries, or of the disk
            reason = f"the weights of {model.repo} do not come: {error}"
            raise UnavailableError(reason, backend=model.id) from error
    return find(model, folder)


def is_here(model: Model, folder: Path) -> bool:
    """Tell whether a model can be loaded."""
    try:
        find(model, folder)
    except UnavailableError:
        return False
    return True


def order(model: Model, folder: Path, *, token: str | None) -> Order:
    """Ask Hugging Face what there is to fetch. Raises what `huggingface_hub` and httpx raise."""
    from huggingface_hub import HfApi, snapshot_download
    from huggingface_hub.utils.tqdm import disable_progress_bars, enable_progress_bars

    own = folder / model.repo
    wanted = model.revision or str(_record(own).get("revision", "main"))
    revision = str(HfApi(token=token or False).model_info(model.repo, revision=wanted).sha)
    disable_progress_bars()  # nothing is fetched yet
    try:
        found = snapshot_download(
            model.repo,
            revision=revision,
            local_dir=own,
            allow_patterns=list(model.files),
            token=token or False,
            dry_run=True,
        )
    finally:
        enable_progress_bars()
    files = {file.filename: file.file_size or 0 for file in found}
    lacking = sum(files[file.filename] for file in found if file.will_download)
    return Order(model, revision, files, lacking)


def fetch(order: Order, folder: Path, *, token: str | None) -> None:
    """Bring the files of an order; one that was broken off goes on where it was.

    Raises what `huggingface_hub` raises, and OSError if a file did not come.
    """
    from huggingface_hub import snapshot_download

    own = folder / order.model.repo
    own.mkdir(parents=True, exist_ok=True)
    note: dict[str, object] = {
        "revision": order.revision,
        "licence": order.model.licence,
        "whole": False,
    }
    write_atomic(own / _RECORD, json.dumps(note).encode())
    snapshot_download(
        order.model.repo,
        revision=order.revision,
        local_dir=own,
        allow_patterns=list(order.model.files),
        token=token or False,
    )
    # Where the Hub goes away, its client is content with what is there.
    for name, size in order.files.items():
        if not (own / name).is_file() or (own / name).stat().st_size != size:
            raise OSError(f"{name} of {order.model.repo} did not come: try again")
    note |= {"whole": True, "fetched_at": datetime.now(UTC).isoformat(timespec="seconds")}
    write_atomic(own / _RECORD, json.dumps(note).encode())


def _record(own: Path) -> dict[str, object]:
    try:
        read = json.loads((own / _RECORD).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}
