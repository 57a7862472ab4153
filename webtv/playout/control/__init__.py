"""Takes operators' orders over HTTP, and tells what the channels are doing.

In: requests on the control port. Out: orders for the schedule, status files for all other parts.
"""
