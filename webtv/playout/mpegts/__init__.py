"""Reads and rewrites MPEG-TS: packets, time stamps, the first pictures, H.264 headers.

In: bytes from a player. Out: units of one picture and its sound (ISO/IEC 13818-1). No files, no
processes.
"""
