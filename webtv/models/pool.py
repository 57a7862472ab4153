"""The models that are loaded, and what is done when there is no room for one more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

from webtv.errors import RefusedError, UnavailableError
from webtv.models.catalogue import MODELS, Model, Offload
from webtv.models.processor import Processor, is_out_of_memory
from webtv.models.runners.base import Array, Request, Runner, Tell

_WAYS: tuple[Offload, ...] = ("none", "parts", "layers")


class Pool:
    """Loads models at their first use; the one used longest ago makes room for the next.

    `find` gives the folder of a model's weights. Not for several threads.
    """

    def __init__(self, device: Processor, find: Callable[[Model], Path]) -> None:
        self._device = device
        self._find = find
        self._loaded: dict[str, Runner] = {}  # used longest ago first
        self._way: dict[str, Offload] = {}

    @property
    def loaded(self) -> list[str]:
        """The models that are loaded; that used longest ago, which goes first, is first."""
        return list(self._loaded)

    def run(self, model_id: str, requests: Sequence[Request], tell: Tell) -> list[Array]:
        """What a model makes of requests of one shape.

        Raises UnavailableError where the model cannot be had here, RefusedError where it has no
        room for so much, even alone and with its parts taking turns.
        """
        model = MODELS[model_id]
        folder = self._find(model)
        loaded = False
        for _ in self._tries(model):
            try:
                self._make_ready(model, folder)
                with self._device.inference():
                    return self._loaded[model_id].run(requests, tell)
            except Exception as error:
                if not is_out_of_memory(error):
                    raise
            # Outside of `except`: the error's frames would keep what filled the memory. Nor is
            # there a name here for the runner, which would keep it beside that of the next try.
            loaded = loaded or model_id in self._loaded
        self._drop(model_id)
        self._way.pop(model_id)  # the next request need not be as large
        if not loaded:
            raise UnavailableError(
                f"{model.title} does not fit here: it needs {model.weights_gb:g} GB, "
                f"there are {self._device.total_gb():.1f}",
                backend=model_id,
            )
        raise RefusedError(_too_much(model, requests), backend=model_id)

    def _tries(self, model: Model) -> Iterator[None]:
        """As it is; then with nothing else loaded; then with ever less of it on the device."""
        yield
        if self._others(model):
            self._drop(*self._others(model))
            yield
        if not self._device.accelerated:
            return
        for way in _WAYS[_WAYS.index(self._way[model.id]) + 1 :]:
            self._drop(model.id)
            self._way[model.id] = way
            yield

    def _make_ready(self, model: Model, folder: Path) -> None:
        runner = self._loaded.pop(model.id, None)
        if runner is None:
            way = self._way.setdefault(model.id, self._first_way(model))
            needed_gb = model.whole_gb if way == "none" else model.parts_gb
            while self._loaded and self._device.free_gb() < needed_gb:
                self._drop(next(iter(self._loaded)))
            module = import_module(f"webtv.models.runners.{model.runner}")
            runner = module.load(folder, model, self._device, way)
        self._loaded[model.id] = runner

    def _first_way(self, model: Model) -> Offload:
        if not self._device.accelerated:
            return "none"
        return model.offload(self._device.total_gb())

    def _others(self, model: Model) -> list[str]:
        return [each for each in self._loaded if each != model.id]

    def _drop(self, *ids: str) -> None:
        for each in ids:
            self._loaded.pop(each, None)
        self._device.tidy()


def _too_much(model: Model, requests: Sequence[Request]) -> str:
    asked = requests[0]
    what = [f"{asked['frames']} frames"] if "frames" in asked else []
    if "width" in asked:
        what.append(f"{asked['width']}x{asked['height']} pixels")
    if "seconds" in asked:
        what.append(f"{asked['seconds']:g} seconds")
    size = " of ".join(what) or "this"
    return f"{model.title} has no room here for {size}: ask for fewer, or for a smaller picture"
