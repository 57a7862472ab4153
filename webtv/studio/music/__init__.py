"""Music from words: read the prompt, write a score, play it, mix it. numpy only, no samples."""
