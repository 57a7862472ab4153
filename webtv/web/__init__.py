"""The watch page, HLS, the API and health, read from the files of the other parts."""
