"""`webtv doctor`: what this machine lacks for what its channels want, each with its cure."""
