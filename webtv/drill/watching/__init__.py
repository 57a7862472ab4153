"""Viewers who measure: each knows when every picture could be shown, and how long the screen stood.

They share no code with the parts of the station that write what they watch.
"""
