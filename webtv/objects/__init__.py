"""Objects: files by name in a store that machines share, S3 or a folder.

In come names and files; out go listings, bytes and verified files. Nothing here knows what a
programme or a channel is.
"""
