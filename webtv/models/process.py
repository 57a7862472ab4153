"""The line to a process of models: calls wait here, go over in batches, and outlive its death."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import structlog

from webtv.environment import plain
from webtv.errors import RefusedError, UnavailableError
from webtv.models.catalogue import MODELS
from webtv.models.weights import is_here

SILENCE_S = 900.0
"""Longest time without a word from it: loading 30 GB from a slow disk takes as long."""

FETCH_S = 4 * 3600.0
"""Longest time until it has weights that it fetches itself: 30 GB at 2 MB a second."""

_OWN = ("prompt", "seed", "target")
"""What requests of one batch may differ in."""

_NEEDED = ("CUDA_", "NVIDIA_", "HIP_", "HSA_", "ROCR_", "PYTORCH_", "HF_HOME", "HF_HUB_CACHE")
"""Beginnings of the variables that torch and the cache of weights go by."""

_PROXIES = ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
_LINE_BYTES = 1_000_000
_END_S = 5.0


@dataclass(slots=True)
class _Call:
    model: str
    request: Mapping[str, Any]
    tell: Callable[[int, int], None]
    done: asyncio.Future[None]
    context: Context = field(default_factory=copy_context)
    deaths: int = 0
    alone: bool = False
    shape: str = field(init=False)

    def __post_init__(self) -> None:
        kept = {k: v for k, v in self.request.items() if k not in _OWN}
        self.shape = json.dumps([self.model, kept], sort_keys=True)


class ModelProcess:
    """One process that owns a device; it starts with the first call, and again when it died.

    `folder` holds weights (see `weights.py`), which it `fetches` itself or leaves to an operator;
    `limit_gb` is the memory that models may fill. One `on_processor` owns no
    GPU, needs no torch, and has models that need none; any other has the GPU, where there is one.
    Call from one event loop only.
    """

    def __init__(
        self,
        *,
        folder: Path,
        limit_gb: float | None = None,
        fetches: bool = False,
        on_processor: bool = False,
        python: str = sys.executable,
    ) -> None:
        self._python = python
        self._folder = folder
        self._setting = {
            "folder": str(folder),
            "limit_gb": limit_gb,
            "fetches": fetches,
            "on_processor": on_processor,
        }
        self._waiting: list[_Call] = []
        self._runner: asyncio.Task[None] | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._stopped = False
        self.report: Mapping[str, Any] = {}
        """Of the last job that was done: `seconds`, `device`, `peak_gb` of its memory (None if
        nobody counts it), and the models `loaded` now.
        """
        self._log = structlog.stdlib.get_logger()

    def has(self, model: str) -> bool:
        """Tell whether it can load a model: its weights are here, or it fetches them."""
        return bool(self._setting["fetches"]) or is_here(MODELS[model], self._folder)

    async def call(
        self,
        model: str,
        request: Mapping[str, Any],
        *,
        tell: Callable[[int, int], None],
        first: bool = False,
    ) -> None:
        """Have `request` done, `first` of all that wait if somebody watches; the array that comes
        of it lies at its `target` then.

        Raises RefusedError and UnavailableError.
        """
        call = _Call(model, request, tell, asyncio.get_running_loop().create_future())
        self._waiting.insert(0 if first else len(self._waiting), call)
        if self._stopped:
            call.done.cancel()
        elif self._runner is None or self._runner.done():
            self._runner = asyncio.create_task(self._run())
        try:
            await call.done
        finally:
            if call in self._waiting:  # who called has gone
                self._waiting.remove(call)

    @property
    def pid(self) -> int | None:
        """The number of the process while there is one."""
        return None if self._process is None else self._process.pid

    def stop(self) -> None:
        """End the process now, for good."""
        self._stopped = True
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.kill()

    async def end(self) -> None:
        """End the process, and wait until it is gone."""
        self.stop()
        if self._runner is not None:
            await self._runner
        if self._process is not None:
            await self._process.wait()

    async def _run(self) -> None:
        """Work on what waits until nothing does."""
        while self._waiting and not self._stopped:
            batch = self._next()
            try:
                process = await self._started()
                # Loading torch takes a while; who has gone since has taken its arrays along.
                batch = [call for call in batch if not call.done.done()]
                if batch:
                    await self._do(process, batch)
            except Exception as fault:  # its end, its silence, or nonsense
                await self._mourn(batch, fault)
        for call in self._waiting:
            call.done.cancel()

    def _next(self) -> list[_Call]:
        """The call that waits longest, and those that may go with it."""
        first = self._waiting[0]
        most = 1 if first.alone else MODELS[first.model].batch
        alike = [c for c in self._waiting if c.shape == first.shape and not c.alone]
        batch = [first, *(call for call in alike if call is not first)][:most]
        for call in batch:
            self._waiting.remove(call)
        return batch

    async def _do(self, process: asyncio.subprocess.Process, batch: Sequence[_Call]) -> None:
        job = {"model": batch[0].model, "requests": [call.request for call in batch]}
        assert process.stdin is not None
        process.stdin.write(json.dumps(job).encode() + b"\n")
        await process.stdin.drain()
        silence_s = FETCH_S if self._setting["fetches"] else SILENCE_S
        while "ended" not in (line := await self._line(process, silence_s)):
            silence_s = SILENCE_S
            for call in batch:
                if "step" in line:
                    _tell(call, line["step"], line["steps"])
        error = _error(line, batch[0].model)
        if error is None:
            self.report = line
        if isinstance(error, RefusedError) and len(batch) > 1:
            # Together they were too much; each has a right to be too much by itself.
            for call in batch:
                call.alone = True
            self._waiting[:0] = [call for call in batch if not call.done.done()]
            return
        for call in batch:
            _settle(call, error)

    async def _mourn(self, batch: Sequence[_Call], fault: Exception) -> None:
        """The process ended in the middle of a call: once is an accident."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                process.kill()
            with suppress(TimeoutError):  # the next one wants the memory that it has
                await asyncio.wait_for(process.wait(), _END_S)
        if self._stopped:
            for call in batch:
                call.done.cancel()
            return
        self._log.warning("the process of models died", reason=repr(fault), model=batch[0].model)
        again = []
        for call in batch:
            if call.done.done():  # who called has gone
                continue
            call.deaths += 1
            call.alone = True
            if call.deaths < 2:
                again.append(call)
                continue
            name = MODELS[call.model].title
            text = f"the model server stopped twice while it made this with {name}"
            _settle(call, UnavailableError(text, backend=call.model))
        self._waiting[:0] = again

    async def _started(self) -> asyncio.subprocess.Process:
        if self._process is not None and self._process.returncode is None:
            return self._process
        process = self._process = await asyncio.create_subprocess_exec(
            *(self._python, "-m", "webtv.models.child"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=_LINE_BYTES,
            env=_environment(online=bool(self._setting["fetches"])),
        )
        if self._stopped:  # while it was being started
            process.kill()
        assert process.stdin is not None
        process.stdin.write(json.dumps(self._setting).encode() + b"\n")
        told = await self._line(process, SILENCE_S)
        if told["device"] == "cpu" and not self._setting["on_processor"]:
            self._log.warning("models run on the processor, slowly", cure="webtv doctor")
        return process

    async def _line(self, process: asyncio.subprocess.Process, limit_s: float) -> dict[str, Any]:
        assert process.stdout is not None
        async with asyncio.timeout(limit_s):
            line = await process.stdout.readline()
        if not line:
            raise EOFError(f"exit code {await process.wait()}")
        told: dict[str, Any] = json.loads(line)
        return told


def _environment(*, online: bool) -> dict[str, str]:
    """What names the GPU and the weights, and no keys: models are other people's. Only one that
    fetches weights has the token of Hugging Face.

    Unless it fetches, nothing is looked up on the internet. The log has no bars and no
    advice to programmers.
    """
    needed = (*_NEEDED, "HF_", *_PROXIES) if online else _NEEDED
    given = {name: value for name, value in os.environ.items() if name.startswith(needed)}
    quiet = ("DIFFUSERS_VERBOSITY", "TRANSFORMERS_VERBOSITY")
    own = {"TQDM_DISABLE": "1", **dict.fromkeys(quiet, "error")}
    return {**plain(), **given, **own, **({} if online else {"HF_HUB_OFFLINE": "1"})}


def _error(line: Mapping[str, Any], model: str) -> Exception | None:
    if line["ended"] == "done":
        return None
    if line["ended"] == "refused":
        return RefusedError(line["text"], backend=model)
    if line["ended"] == "unavailable":
        return UnavailableError(line["text"], backend=model)
    structlog.stdlib.get_logger().error("a model failed", model=model, traceback=line["text"])
    last = line["text"].strip().rpartition("\n")[2]
    return UnavailableError(f"the model failed: {last}", backend=model)


def _tell(call: _Call, step: int, steps: int) -> None:
    """Tell how far a call is; one whose caller fails at that is over, and none of the others."""
    try:
        call.context.run(call.tell, step, steps)
    except Exception as error:
        _settle(call, error)


def _settle(call: _Call, error: Exception | None) -> None:
    if call.done.done():
        return
    if error is None:
        call.done.set_result(None)
    else:
        call.done.set_exception(error)
