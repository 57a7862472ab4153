"""Makes announcements: what is due by the channel file's cron lines, on a card or spoken.

In: a channel's announcements. Out: programmes in the library that air once, at their time.
"""
