"""The audience: what viewers suggest, vote for and like, and what becomes of it.

In come words of strangers, from the web page and the chat; out go approved suggestions, one at a
time, to the desk that has programmes written. Everything lies in one database of its own. Who
speaks to strangers may only add rows to three of its tables: what is approved and what is made is
written by the console and by production.
"""
