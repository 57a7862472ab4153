"""Makes programmes and plans what airs; shares only files with the part that plays them."""
