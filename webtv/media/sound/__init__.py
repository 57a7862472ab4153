"""Makes the sound of a programme: music, effects and voices at house loudness.

In: audio files and lengths in seconds. Out: audio files and gains in dB (EBU R128). Knows nothing
of channels or programmes.
"""
