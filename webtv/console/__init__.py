"""The operators' console: pages for people who have an account, in a process of its own.

In: requests of people and programs with an account, the station's files. Out: orders for playout,
which judges them, channel files, which both halves judge, and a record of all that was asked.
"""
