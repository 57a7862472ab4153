"""The station for television apps: an M3U list, an XMLTV guide, and a tuner as HDHomeRun has.

Absolute addresses follow the request's own Host header, so the texts that hold them are made for
each request and kept by nobody. The guide holds none and is shared.
"""
