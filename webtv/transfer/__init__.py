"""`webtv channel`: one channel, out of a station and into another, in one file.

In: a channel file, its assets and, if wanted, its programmes. Out: an archive; and from one, those,
checked as if a stranger had made it.
"""
