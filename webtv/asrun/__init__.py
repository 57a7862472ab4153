"""`webtv asrun`: what really aired, for people, for traffic departments and for programs."""
