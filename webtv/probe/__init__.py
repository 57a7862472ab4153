"""The probe: every channel watched as its viewers watch it."""
