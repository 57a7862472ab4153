"""Films that people send to a channel's inbox from their browser.

In: a form with a film, as it comes. Out: a whole file in `HOME/inbox/<channel>/`, which production
takes, checks and shows; or the reason why it is not wanted. Nothing here opens a film: that is for
decoders behind walls.
"""
