"""The places of the theatre: which sheets of paper stand one behind the other, and what on them.

In: a palette and a seed. Out: a `Place`. To add one, write a function that returns it and enter it
in `places.py`.
"""
