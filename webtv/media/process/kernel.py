"""Says, once in each process, which walls around strangers' media this system cannot build."""

from __future__ import annotations

from functools import cache

import structlog

from webtv.media.process.confinement import missing


@cache
def tell_missing() -> None:
    """Log a warning if decoders have to do without Landlock or seccomp here."""
    lacking = missing()
    if lacking:
        structlog.stdlib.get_logger().warning(
            "media from outside are decoded with fewer walls: limits and a bare environment remain",
            missing=" and ".join(lacking),
        )
