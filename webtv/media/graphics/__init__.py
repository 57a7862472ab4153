"""Draws pictures of text: captions, labels, cards, slates, backdrops.

In: text, sizes and times. Out: pictures, short films and subtitle scripts for libass. Fonts ship
with the package.
"""
