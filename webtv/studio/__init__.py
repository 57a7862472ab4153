"""The CPU studio behind the local Spaces: pictures and music made from the words of a prompt."""
