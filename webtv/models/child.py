"""A process that owns a device and its models: one job after another, by lines of JSON.

`python -m webtv.models.child` reads a job a line from its standard input, and writes lines that
say how far it is and how it ended; see `process.py`, which speaks with it. It ends with its owner.
"""

from __future__ import annotations

import json
import os
import queue
import resource
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from webtv.errors import BackendError, UnavailableError
from webtv.models.catalogue import Model
from webtv.models.processor import Processor

_TRACE = 4000
_NICENESS = 10
"""Of one that works on the processor, which playout has first."""


def main() -> None:
    """Be the process."""
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what libraries print goes to the log
    jobs: queue.Queue[dict[str, Any]] = queue.Queue()
    threading.Thread(target=_listen, args=(jobs,), daemon=True).start()

    def say(**line: object) -> None:
        out.write(json.dumps(line) + "\n")
        out.flush()

    serve = _server(jobs.get(), say)
    while True:
        serve(jobs.get())


def _listen(jobs: queue.Queue[dict[str, Any]]) -> None:
    """Hand on jobs; the end of the line is that of the owner, and of whatever runs here."""
    for line in sys.stdin:
        jobs.put(json.loads(line))
    os._exit(0)


def _server(
    setting: Mapping[str, Any], say: Callable[..., None]
) -> Callable[[Mapping[str, Any]], None]:
    """Import what is heavy, and give the function that does jobs."""
    import numpy as np

    from webtv.media.process.limits import allocated_bytes
    from webtv.models import weights
    from webtv.models.pool import Pool

    if setting["on_processor"]:
        os.nice(_NICENESS)
    device = _device(on_processor=setting["on_processor"], limit_gb=setting["limit_gb"])
    if not device.accelerated and device.limit_gb is not None:
        # What libraries have taken by now has nothing to do with models.
        most = allocated_bytes() + int(device.limit_gb * 1e9)
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    folder = Path(setting["folder"])
    find = weights.find_or_fetch if setting["fetches"] else weights.find

    def found(model: Model) -> Path:
        own = find(model, folder)
        say(found=model.id)
        return own

    pool = Pool(device, found)
    say(ready=True, device=device.name)

    def serve(job: Mapping[str, Any]) -> None:
        started = time.monotonic()
        try:
            requests = [_with_arrays(request) for request in job["requests"]]
            made = pool.run(job["model"], requests, lambda k, n: say(step=k, steps=n))
            for request, array in zip(requests, made, strict=True):
                np.save(request["target"], array)
        except MemoryError:  # the array that comes, or the file of it, has no room
            say(ended="refused", text="it needs more memory than is here")
        except BackendError as error:
            kind = "unavailable" if isinstance(error, UnavailableError) else "refused"
            say(ended=kind, text=str(error))
        except Exception:
            say(ended="fault", text=traceback.format_exc()[-_TRACE:])
            if not device.works():  # CUDA does nothing more for a process after some faults
                os._exit(1)
        else:
            took_s = round(time.monotonic() - started, 3)
            say(
                ended="done",
                text="",
                seconds=took_s,
                peak_gb=device.peak_gb(),
                loaded=pool.loaded,
                device=device.name,
            )

    def _with_arrays(request: Mapping[str, Any]) -> dict[str, Any]:
        arrays = {k: np.load(v) for k, v in request.get("arrays", {}).items()}
        return {**request, **arrays}

    return serve


def _device(*, on_processor: bool, limit_gb: float | None) -> Processor:
    """The processor alone, or the best device that torch finds."""
    if on_processor:
        return Processor(limit_gb=limit_gb)
    from webtv.models.device import find_device  # imports torch, which takes seconds

    return find_device(limit_gb=limit_gb)


if __name__ == "__main__":
    main()
