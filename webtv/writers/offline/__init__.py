"""Writes programmes without a language model, from the theme's own words.

In: a brief. Out: a plan, always.
"""
