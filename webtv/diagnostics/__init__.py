"""`webtv diagnostics`: what helps somebody else to find a fault, in one file without keys.

In: the settings, channel files and folders of a station. Out: a zip of texts.
"""
