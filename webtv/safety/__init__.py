"""Moderation: words are looked at before they are filmed, spoken or shown."""
