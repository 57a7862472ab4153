"""Where the weights of a model are: a folder of the operator's, or Hugging Face's cache."""

from __future__ import annotations

from pathlib import Path

from webtv.errors import UnavailableError
from webtv.models.catalogue import Model


def find(model: Model, folder: Path | None) -> Path:
    """The folder of a model's weights: OWNER/NAME below `folder`, as on Hugging Face.

    Raises UnavailableError where they are not.
    """
    if folder is not None:
        own = folder / model.repo
        if own.is_dir():
            return own
        raise UnavailableError(
            f"the weights of {model.repo} are not in {own}", backend=model.id, retry_after_s=60
        )
    raise UnavailableError("no weights", backend=model.id)
