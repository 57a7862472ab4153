"""Ingest: clips in, a programme in the library out. One step, one verb, one file."""
