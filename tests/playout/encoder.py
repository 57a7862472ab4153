"""An operator's encoder, as OBS is one: it publishes whatever a test wants, in real time."""

import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from webtv.media.process.binary import find_ffmpeg

PICTURE = "testsrc2=s=640x360:r=30"
SOUND = "sine=f=880:r=44100"


@contextmanager
def publishing_feed(
    address: str, *, picture: str = PICTURE, sound: str = SOUND, more: Sequence[str] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    """Publish lavfi sources with a keyframe every 8 s, as OBS does by default."""
    inputs = [
        one for source in (picture, sound) if source for one in ("-re", "-f", "lavfi", "-i", source)
    ]
    coding = ["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "240"]
    coding += ["-pix_fmt", "yuv420p", "-threads", "1", "-c:a", "aac", *more]
    argv = [str(find_ffmpeg(None)), "-v", "error", *inputs, *coding, "-f", "flv", address]
    with subprocess.Popen(argv, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.send_signal(signal.SIGCONT)
            process.kill()
