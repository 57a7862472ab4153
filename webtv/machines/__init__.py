"""Several machines that share one database: who is there, and who airs or makes which channel.

In come the channels of the line-up; out goes the right to each that this machine holds now.
`right`, `term`, `silence` and `spread` are rules without a clock or database of their own.
"""
