"""Becomes a program that is confined: what `webtv.media.process.spawn` starts in its place.

Run as a script with the confinement and the limits as JSON, and then the program's arguments.
A loop that is on air may not fork (see `spawn`), and only a process itself can shut itself in.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
"""The folder of the package `webtv`; a script is started without knowing the way there."""


def main(told: str, argv: list[str]) -> None:
    """Shut this process in, and become the program."""
    from webtv.media.process.confinement import Confinement, confinement
    from webtv.media.process.limits import Limits, limiter

    wanted = json.loads(told)
    kept = Confinement(
        reads=[Path(path) for path in wanted["reads"]],
        writes=[Path(path) for path in wanted["writes"]],
        program=Path(argv[0]),
        ports=wanted["ports"],
    )
    with confinement(kept) as shut_in:
        limiter(Limits(**wanted["limits"]))()
        shut_in()
    os.execv(argv[0], argv)


if __name__ == "__main__":
    sys.path.append(str(ROOT))
    try:
        main(sys.argv[1], sys.argv[2:])
    except OSError as error:
        sys.exit(f"{error.filename or sys.argv[2]} cannot be run or used: {error.strerror}")
