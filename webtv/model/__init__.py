"""Plain values and rules of the station: no files, no network, no clock."""
