"""C2PA manifests: whose certificate signs (`identity`), signing a film (`sign`), reading (`read`).

Nothing here leaves the machine: no timestamp authority is asked, and no remote manifest fetched.
"""
