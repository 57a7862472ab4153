"""Makes calls to backends: which waits, which goes first, at whose cost, and what comes of it.

In: requests of all channels. Out: results on record in the work book. Money is spent here only.
"""
