"""Runs ffmpeg as a child: finds the binary, starts it, reads it, bounds it, ends it, reaps it.

In: an argument list and a deadline. Out: bytes, or an error that quotes ffmpeg's last words. All
other media code starts its children here and nowhere else.
"""
