"""A channel's week: which daypart is in force when, and what is to air at a set time.

In: a channel as its file says, and operators' cues. Out: seven days by the channel's own clock,
with as many hours as each has; and the channel's file with one daypart or announcement changed.
"""
