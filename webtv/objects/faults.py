"""Says in one sentence what is wrong with a store, and what would mend it.

Sources: S3's error codes, https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html;
object_store tells them, and the kinds of HTTP errors, in the text of its errors alone.
"""

from __future__ import annotations

import re

from webtv.errors import StoreError

_CODE = re.compile(r"<Code>\s*([A-Za-z]{1,60})\s*</Code>")
_STATUS = re.compile(r"status code: ([1-5][0-9]{2})")
_ROLE = re.compile(r"/latest/(api/token|meta-data)|169\.254\.1[67]")
"""Where a machine in a cloud asks for the keys of its role, which is done where none are given."""

_KIND = re.compile(r"\bkind: (Connect|Timeout|Decode|Interrupted)\b")

_KEY = "correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
_REGION = "set AWS_REGION to the bucket's region"

_CODES = {
    "NoSuchBucket": ("there is no such bucket", "make it, or correct WEBTV_STORE"),
    "InvalidBucketName": ("no bucket can have this name", "correct WEBTV_STORE"),
    "InvalidAccessKeyId": ("it does not know the key", _KEY),
    "SignatureDoesNotMatch": ("the key is wrong", _KEY),
    "InvalidToken": ("the session token is wrong", "correct AWS_SESSION_TOKEN"),
    "ExpiredToken": ("the session token has expired", "renew AWS_SESSION_TOKEN"),
    "AccessDenied": (
        "the key may not do this",
        "let it list, read, write and delete in the bucket",
    ),
    "RequestTimeTooSkewed": ("the clock of this machine is wrong", "set it, or run an NTP client"),
    "AuthorizationHeaderMalformed": ("the bucket is in another region", _REGION),
    "PermanentRedirect": ("the bucket is in another region", _REGION),
    "SlowDown": ("it is asked too often", ""),
    "ServiceUnavailable": ("it is overloaded", ""),
}
_STATUSES = {
    "301": _CODES["PermanentRedirect"],
    "401": ("it does not know the key", _KEY),
    "403": _CODES["AccessDenied"],
    "404": _CODES["NoSuchBucket"],
    "503": _CODES["ServiceUnavailable"],
}
_KINDS = {
    "Connect": ("it cannot be reached", "see whether it runs, and AWS_ENDPOINT_URL"),
    "Timeout": ("it does not answer in time", ""),
    "Decode": ("its answer breaks off", ""),
    "Interrupted": ("its answer breaks off", ""),
}


def store_error(error: Exception, *, store: str) -> StoreError:
    """What an error of obstore's says of the store that people call `store`. No key is told."""
    if isinstance(error, OSError) and error.strerror:
        return StoreError(f"{store}: {error.strerror}")
    text = str(error)
    if _ROLE.search(text):
        told, cure = "there is no key for it", "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
    elif (code := _CODE.search(text)) and code[1] in _CODES:
        told, cure = _CODES[code[1]]
    elif status := _STATUS.search(text):
        told, cure = _STATUSES.get(status[1], (f"it answers with status {status[1]}", ""))
        told += f" ({code[1]})" if code else ""
    elif "redirect without LOCATION" in text:
        told, cure = _CODES["PermanentRedirect"]
    elif kind := _KIND.search(text):
        told, cure = _KINDS[kind[1]]
    else:
        told, cure = f"it fails ({type(error).__name__})", ""
    return StoreError(f"{store}: {told}", cure)
