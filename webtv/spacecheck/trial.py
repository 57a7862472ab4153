"""One trial call of a backend."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

from webtv.errors import BackendError, MediaError
from webtv.generators.call import Request, build_inputs
from webtv.generators.gradio import GradioSpace
from webtv.generators.hub import Hub
from webtv.generators.transport import Unrecorded
from webtv.media.probe import MediaInfo, probe
from webtv.media.sample import Samples
from webtv.spacecheck.sight import Subject, Trial
from webtv.threads import in_thread

_PROMPT = "A lighthouse on a rocky coast at dawn, waves breaking, gulls in the wind, slow pan"
_TEXT = "This is a test of the station's voice."
_SECONDS = 3.0


async def try_call(
    subject: Subject, samples: Samples, folder: Path, *, token: str | None, hub: Hub
) -> Trial:
    """Have it make something short from small files, into `folder`."""
    contract = subject.contract
    request = Request(
        prompt=_PROMPT,
        text=_TEXT,
        seed=1,
        image=samples.image,
        video=samples.video,
        audio=None,
        seconds=_SECONDS,
    )
    target = folder / hashlib.sha256(subject.backend.encode()).hexdigest()
    space = GradioSpace(contract, subject.address, token=token, hub=hub)
    started = time.monotonic()
    try:
        inputs = build_inputs(contract, subject.params, request)
        answer = await space.call(inputs, target, ticket=Unrecorded())
        came = await in_thread(lambda: _described(target, contract.output_kind), name="probe")
    except (BackendError, MediaError) as error:
        problem = str(error).removeprefix(f"{subject.backend} ")
        return Trial(took_s=time.monotonic() - started, problem=problem)
    finally:
        space.close()
    return Trial(
        took_s=time.monotonic() - started,
        worked_s=answer.gpu_s,
        size_bytes=target.stat().st_size,
        came=came,
    )


def _described(path: Path, kind: str) -> str:
    """What came: "video 576x320, 3.0 s, silent". Raises `MediaError`."""
    info: MediaInfo = probe(path)
    parts = []
    if info.video is not None:
        parts.append(f"{kind} {info.video.width}x{info.video.height}")
    if kind != "image":
        parts.append(f"{info.duration_s:.1f} s")
    if info.audio is not None:
        parts.append(f"sound {info.audio.sample_rate} Hz")
    elif kind == "video":
        parts.append("silent")
    return ", ".join(parts)
