"""Plays one item each: a playlist, a live feed, the slate, a card.

In: an item. Out: units of MPEG-TS, made ready beside the air. A player ends with its item; a broken
one costs its own item only.
"""
