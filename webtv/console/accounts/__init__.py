"""The people of the console: their passwords, sessions, tokens and rights.

In: names, passwords, cookies and tokens. Out: who that is, or a refusal. All of it lies in
`HOME/console/accounts.db`, which is for the station's own user alone.
"""
