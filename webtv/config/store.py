"""Settings of the store that several machines share."""

from __future__ import annotations

import re

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings

from webtv.config.url import http_url

_STORE = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[\w.-]+)*/?|file:///\S+")


class StoreSettings(BaseSettings):
    """What the mirror needs to know; `Settings` has the rest."""

    store: str | None = Field(
        None,
        title="Store",
        description="Where several machines keep their files together: s3://BUCKET/PREFIX, or "
        "file:///FOLDER of a file system that they share. Each airs from its own HOME; without it, "
        "that is all there is.",
    )
    store_hours: float = Field(
        6.0,
        ge=0.1,
        le=1000,
        title="Store hours",
        description="Hours of programmes of each channel that a machine without production keeps "
        "in its HOME, if WEBTV_LIBRARY_GB has room for them.",
    )
    store_hls: bool = Field(
        False,
        title="Store HLS",
        description="Whether HLS goes to the store too, below hls/: for a bucket that the public "
        "reads, or a CDN before it.",
    )
    store_key_id: SecretStr | None = Field(
        None,
        validation_alias="AWS_ACCESS_KEY_ID",
        title="Store key id",
        description="Id of the key for a store in S3; without one, the machine's own role is used.",
    )
    store_key: SecretStr | None = Field(
        None,
        validation_alias="AWS_SECRET_ACCESS_KEY",
        title="Store key",
        description="Key for a store in S3; of the station's parts, the mirror uses it.",
    )
    store_session: SecretStr | None = Field(
        None,
        validation_alias="AWS_SESSION_TOKEN",
        title="Store session",
        description="Token that comes with a key that is good for a while.",
    )
    store_endpoint: str | None = Field(
        None,
        validation_alias="AWS_ENDPOINT_URL",
        title="Store endpoint",
        description="Address of an S3 server other than AWS: MinIO, Ceph, R2.",
    )
    store_region: str = Field(
        "us-east-1",
        validation_alias="AWS_REGION",
        pattern=r"^[a-z0-9-]{1,40}$",
        title="Store region",
        description="Region of the bucket.",
    )

    @field_validator("store")
    @classmethod
    def _store(cls, value: str | None) -> str | None:
        if value is not None and not _STORE.fullmatch(value):
            raise ValueError("must be s3://BUCKET/PREFIX or file:///FOLDER")
        return value

    @field_validator("store_endpoint")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        return value and http_url(value)
