"""The invisible mark: a programme's id in its picture, which survives encoding, scaling, cropping.

In: a programme's id and the size of a picture; out: a faint pattern to lay over it (`pattern`). In:
a recording, out: which ids are seen in it and when (`look`). `code` makes chips of ids and back.
"""
