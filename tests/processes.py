"""Processes that a test looks for by the words of their command lines."""

import psutil


def words(process: psutil.Process) -> list[str]:
    """Return the command line of `process`, none where it has ended or waits for its parent.

    Source: proc(5), "cmdline": a zombie's is empty, which psutil raises as an error.
    """
    try:
        return process.cmdline()
    except psutil.Error:
        return []
