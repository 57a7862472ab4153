"""Archives: tar files in which every file stands with its digest.

They are written while the station runs, and read as if anybody might have made them.
"""
