"""A caller of Spaces in a process of its own: python -m tests.generators.bombtarget FOLDER URL...

Calls each Space once, and writes for each how the call ended and by how many MB the most memory
this process ever had has grown since it was ready to call.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
from pathlib import Path

from tests.generators.hostilespace import CONTRACT, INPUTS
from webtv.errors import BackendError
from webtv.generators.address import Address
from webtv.generators.gradio import GradioSpace
from webtv.generators.transport import Unrecorded


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def main(folder: Path, urls: list[str]) -> None:
    import gradio_client  # noqa: F401 - its size is not the Spaces' fault

    ready = peak_mb()
    for url in urls:
        contract = CONTRACT.model_copy(update={"timeout_s": 30.0})
        space = GradioSpace(contract, Address(url, "bomb", local=False, trusted=False))
        try:
            await space.call(INPUTS, folder / "film", ticket=Unrecorded())
            end = "a film"
        except BackendError as error:
            end = f"{type(error).__name__}: {error}"
        space.close()
        sys.stdout.write(f"{json.dumps([round(peak_mb() - ready), end])}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2:]))
