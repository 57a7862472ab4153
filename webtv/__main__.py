"""`python -m webtv` is the `webtv` command."""

from webtv.cli import app

if __name__ == "__main__":
    app()
