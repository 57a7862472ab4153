"""An ASS script on disk with the fonts it needs, for as long as ffmpeg draws it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ffmpeg.nodes import FilterableStream

from webtv.media.graphics.faces import FACES, INTER


@dataclass(frozen=True, slots=True)
class Script:
    """A script, and a folder of links to its fonts. ffmpeg must be let read `reads`."""

    path: Path
    fonts: Path
    reads: Sequence[Path]

    def over(self, picture: FilterableStream) -> FilterableStream:
        """`picture` with the words of the script."""
        return picture.filter(
            "ass", filename=str(self.path.absolute()), fontsdir=str(self.fonts.absolute())
        )


@contextmanager
def on_disk(script: str, path: Path) -> Iterator[Script]:
    """Write `script` to `path` and link its fonts beside it; both are gone afterwards.

    libass reads all fonts of one folder into memory, so that holds those of the script only.
    """
    fonts = path.with_name(f"{path.name}.fonts")
    named = {face.path for face in FACES if rf"\fn{face.family}\b" in script}
    files = [*INTER, *sorted(named)]
    try:
        path.write_text(script, encoding="utf-8")
        shutil.rmtree(fonts, ignore_errors=True)
        fonts.mkdir()
        for file in files:
            (fonts / file.name).symlink_to(file.absolute())
        yield Script(path, fonts, [path, fonts, *files])
    finally:
        shutil.rmtree(fonts, ignore_errors=True)
        path.unlink(missing_ok=True)
