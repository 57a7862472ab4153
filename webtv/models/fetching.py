"""`webtv spaces fetch`: what would come, how large it is, under which licence; then the files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from webtv.errors import ConfigError, WebTVError
from webtv.models import weights
from webtv.models.catalogue import MODELS, Model

Ask = Callable[[str], bool]
"""Puts a question to whoever runs the command; False is no."""


def chosen(ids: Sequence[str]) -> list[Model]:
    """The models of these ids, or all that stand behind an app. Raises `ConfigError` for one that
    is not known.
    """
    unknown = [each for each in ids if each not in MODELS]
    if unknown:
        raise ConfigError(f"there is no model {unknown[0]}: {', '.join(MODELS)}")
    apps = [model.id for model in MODELS.values() if not model.live]
    return [MODELS[each] for each in ids or apps]


def fetch(
    models: Sequence[Model],
    folder: Path,
    *,
    token: str | None,
    say: Callable[[str], None],
    ask: Ask,
) -> None:
    """Say what would come, ask once, and bring it. Whose licence is not accepted is left out.

    Raises `WebTVError` where Hugging Face does not answer, or the disk is full.
    """
    with _failures_told():
        orders = [weights.order(model, folder, token=token) for model in models]
    for order in orders:
        size = f"{order.bytes / 1e9:.1f} GB to fetch" if order.bytes else "here"
        model = order.model
        say(f"{model.id}: {model.repo} at {order.revision[:12]}, {model.licence}, {size}")
    wanted = [order for order in orders if order.bytes and _accepted(order.model, ask)]
    total = sum(order.bytes for order in wanted)
    if not wanted or not ask(f"Fetch {total / 1e9:.1f} GB into {folder}?"):
        return
    with _failures_told():
        for order in wanted:
            say(f"fetching {order.model.id}")
            weights.fetch(order, folder, token=token)


@contextmanager
def _failures_told() -> Iterator[None]:
    try:
        yield
    except Exception as error:  # of the Hub's client, of two HTTP libraries, or of the disk
        reason = str(error).strip().partition("\n")[0] or type(error).__name__
        raise WebTVError(f"the weights cannot be fetched: {reason}") from error


def _accepted(model: Model, ask: Ask) -> bool:
    if model.commercial:
        return True
    return ask(
        f"{model.title} is {model.licence}: not for commercial use "
        f"(https://huggingface.co/{model.repo}). Do you accept that?"
    )
