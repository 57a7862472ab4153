"""Little that becomes much: compressed answers as a hostile server sends them."""

from __future__ import annotations

import zlib

import brotli

_MEGABYTE = bytes(1 << 20)


def brotli_bomb(megabytes: int) -> bytes:
    """A few hundred bytes of Brotli that become so many megabytes of zeros."""
    packer = brotli.Compressor(quality=5, lgwin=24)
    packed = [packer.process(_MEGABYTE) for _ in range(megabytes)]
    return b"".join([*packed, packer.finish()])


def gzip_bomb(megabytes: int) -> bytes:
    """The same in gzip, a thousandth of the size."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return b"".join(packer.compress(_MEGABYTE) for _ in range(megabytes)) + packer.flush()
