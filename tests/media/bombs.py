"""Small files that ask for far more memory or time than they should be given."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path


def large_png(path: Path) -> Path:
    """16,000 x 16,000 pixels in 0.8 MB: 768 MB of colours."""
    side = 16_000
    rows = 250
    packer = zlib.compressobj(9)
    # Between two full flushes, bytes stand for themselves, so that one piece serves for all.
    head = packer.compress(bytes(1 + 3 * side)) + packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(bytes((1 + 3 * side) * rows)) + packer.flush(zlib.Z_FULL_FLUSH)
    data = head + piece * (side // rows)
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + b"".join(
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
            for kind, body in chunks
        )
    )
    return path


def tiny_tags(path: Path) -> Path:
    """34 MB of FLV tags with one byte of MP3 each."""
    tag = b"\x08\x00\x00\x02" + bytes(7) + b"\x2f\xff" + struct.pack(">I", 13)
    path.write_bytes(b"FLV\x01\x04\x00\x00\x00\x09\x00\x00\x00\x00" + tag * 2_000_000)
    return path


def large_gif(path: Path) -> Path:
    """65,535 x 65,535 pixels in 30 bytes: 17 GB as a canvas."""
    size = struct.pack("<HH", 65_535, 65_535)
    frame = b"\x2c" + bytes(4) + size + b"\x00\x02\x02\x44\x01\x00\x3b"
    path.write_bytes(b"GIF89a" + size + b"\x80\x00\x00\x00\x00\x00\xff\xff\xff" + frame)
    return path


def many_large_pictures(path: Path) -> Path:
    """8,000 pictures of 4,000 x 4,000 pixels, of which one changes, in 240 kB."""
    size = struct.pack("<HH", 4_000, 4_000)
    wait = b"\x21\xf9\x04\x04\x0a\x00\x00\x00"
    frame = b"\x2c" + bytes(4) + struct.pack("<HH", 1, 1) + b"\x00\x02\x02\x44\x01\x00"
    head = b"GIF89a" + size + b"\x80\x00\x00" + b"\x00\x00\x00\xff\xff\xff"
    path.write_bytes(head + (wait + frame) * 8_000 + b"\x3b")
    return path


def slow_samples(path: Path) -> Path:
    """0.5 MB of sound at one sample a second: at 48,000 it would be 100 GB."""
    samples = bytes(range(256)) * 2_048
    form = struct.pack("<HHIIHH", 1, 1, 1, 2, 2, 16)
    chunks = b"fmt " + struct.pack("<I", 16) + form + b"data" + struct.pack("<I", len(samples))
    body = b"WAVE" + chunks + samples
    path.write_bytes(b"RIFF" + struct.pack("<I", len(body)) + body)
    return path


BOMBS: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "png": ("bomb.png", large_png),
    "flv": ("bomb.flv", tiny_tags),
    "gif": ("bomb.gif", large_gif),
    "pictures": ("many.gif", many_large_pictures),
    "samples": ("bomb.wav", slow_samples),
}
"""By name: what the file is called, and who writes it."""
