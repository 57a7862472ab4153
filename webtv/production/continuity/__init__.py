"""Continuity, as television calls it: idents and trails, which air between programmes.

In: a channel's look and what is on its shelf. Out: ident and trails in the library, made once.
"""
