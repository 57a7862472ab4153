"""Chat: viewers of Twitch suggest scenes, vote and give hearts in its chat, by IRC over TLS.

In come lines of strangers; out go answers in the station's own words, and what viewers want goes to
`webtv/audience`. It is a process of its own: no other part notices whether it runs.
"""
