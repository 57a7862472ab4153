"""Commissions programmes: one desk per channel decides when one is wanted and has it written.

In: the channel, the library, the pace. Out: commissions in the work book, and their programmes.
"""
