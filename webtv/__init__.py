"""WebTV: a 24/7 AI television station that anyone can run."""

__version__ = "0.1.0"
