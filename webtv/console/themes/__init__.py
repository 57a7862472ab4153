"""Channel files as editors and engineers change them: the file on disk stays the truth.

In: a proposed text, whose it is, and the text that it was made from. Out: the file, replaced whole;
or problems with their places, or the reason why that person may not. Every text that a file had is
kept as a version.
"""
