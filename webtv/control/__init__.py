"""`webtv control`: what an operator orders of playout while it is on air."""
