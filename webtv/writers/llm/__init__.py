"""Writes programmes with a language model: asks, reads the answer, checks it, asks once more.

In: a brief. Out: a plan, or an error that hands the pen to the offline writer.
"""
