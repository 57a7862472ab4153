"""Makes one programme: films its shots, has its music and voices made, hands all of it to ingest.

In: a plan. Out: a programme in the library, or the reason why not.
"""
