"""Calls people when something is wrong, and again when it is over.

In: what each part of the station says of itself, from its files. Out: the list of all that is wrong
now, which the console shows too, and messages to the services that the settings name.
"""
