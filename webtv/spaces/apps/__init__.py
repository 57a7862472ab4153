"""One module per local Space; each builds the page and the API of the Space it stands in for."""
