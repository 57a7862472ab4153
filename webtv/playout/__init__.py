"""Sends every channel, day and night: players, pushers, HLS, as-run log."""
