"""HTTP to others: Spaces, the Hub, vendors, language models.

Whatever they send, a body is bounded while it is read and while it is decompressed, and an answer
has an end in time. `client` and `async_client` make ordinary httpx clients that keep to `Limits`;
an SDK takes one as its `http_client`. Going past a limit raises an error of httpx's own family, so
an SDK and its callers treat it as a broken connection.
"""
