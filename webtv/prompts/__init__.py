"""Fits prompts to families of models: their form, their number of tokens, their words for motion.

In: a shot as the writer wrote it. Out: the text that a backend gets.
"""
