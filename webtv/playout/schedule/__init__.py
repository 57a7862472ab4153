"""Decides what airs next, and has it ready in time.

In: rundown, orders, live feeds. Out: items, one after the other. The decision itself is a pure
function.
"""
