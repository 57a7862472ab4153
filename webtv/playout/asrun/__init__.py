"""Counts what really airs, and writes it down.

In: each picture that leaves the fan-out, and which destinations took it. Out: lines of the as-run
log, in a thread of their own. Nothing here may hold the air up.
"""
