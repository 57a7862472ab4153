"""Logging in by an OpenID Connect provider: https://openid.net/specs/openid-connect-core-1_0.html.

In: the provider's address, and what a browser brings back from it. Out: what it claims of somebody,
once all of that is shown to be its own word to this console about this login. `authlib` and
`joserfc` know the protocol.
"""
