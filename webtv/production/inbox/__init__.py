"""Takes in films that people drop into `HOME/inbox/<id>/`.

In: any file. Out: a programme in the library and the file in `done/`, or the file in `refused/`
with the reason.
"""
