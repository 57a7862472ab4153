"""The paper theatre: a prompt becomes a scene of paper puppets, drawn by rule, no neural net.

    words -> reading (what is said) -> play (who stands where) -> stage (paper) -> film (frames)

`film.Stage` is the way in; README.md of this folder tells the rest.
"""
