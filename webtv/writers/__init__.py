"""Backends that turn a channel's theme into a planned programme."""
