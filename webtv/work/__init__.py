"""Durable work of production: what was commissioned, every call, every result, every cost."""
