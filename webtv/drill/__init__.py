"""`webtv drill`: faults rehearsed on a copy of the station, watched as its viewers would.

In come the station's settings, channel files and a few programmes; out goes, for each fault, what
viewers saw, what the station said of it, and how soon it was over. The operator's own home,
destinations, keys and database are never touched.
"""
