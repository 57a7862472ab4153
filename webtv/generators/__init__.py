"""Backends that turn a shot into media: Spaces, called through their contracts."""
