"""`webtv backup` and `webtv restore`: all of a station that cannot be made again, in one file.

In: the folders of a station, which may be on air. Out: an archive; and from one, those folders.
"""
