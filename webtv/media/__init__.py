"""Everything about media files: finding and running ffmpeg, probing, encoding, judging."""
