"""Files in a bucket of an S3 server: Amazon's, or one of those that speak as it does."""

import io
import logging
import posixpath
import time
from contextlib import contextmanager
from functools import cached_property

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

from .stored import Away, Stored

logger = logging.getLogger(__name__)

MISSING = {"404", "NoSuchKey", "NotFound"}
SILENT_FOR = 3  # seconds in which a server that did not answer is not asked again
SLOW_AFTER = 2  # seconds; while two ask for longer nobody else does, for threads are few
READ_WITHIN = 10  # seconds
# By our own list: machines know different ones, and nothing else that lies there is ever a page.
KINDS = {".webp": "image/webp", ".jpg": "image/jpeg", ".png": "image/png"}
KEPT = "public, max-age=31536000, immutable"


class Bucket(S3Storage):
    """A bucket whose objects say how long they may be kept. Raises Away instead of boto's errors."""

    def __init__(self, bucket, key, secret, endpoint=None, region=None):
        super().__init__(
            bucket_name=bucket,
            access_key=key,
            secret_key=secret,
            endpoint_url=endpoint or None,
            region_name=region or None,
            querystring_auth=False,
            client_config=Config(
                connect_timeout=2,
                read_timeout=READ_WITHIN,
                retries={"total_max_attempts": 2, "mode": "standard"},
                max_pool_connections=4,
                signature_version="s3v4",
                s3={"addressing_style": "path" if endpoint else "auto"},
                # Servers other than Amazon's refuse checksums that they do not know.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )
        self.silent_until = 0.0
        self.asking = {}  # what is asked at the moment → since when

    @property
    def client(self):
        return self.connection.meta.client

    @cached_property
    def place(self):
        return {"Bucket": self.bucket_name}

    @contextmanager
    def answered(self):
        """Turn boto's errors into FileNotFoundError and Away."""
        now, mine = time.monotonic(), object()
        if now < self.silent_until:
            raise Away(f"{self.bucket_name}: no answer a moment ago")
        if sum(began < now - SLOW_AFTER for began in list(self.asking.values())) >= 2:
            raise Away(f"{self.bucket_name}: no answer to others yet")
        self.asking[mine] = now
        try:
            yield
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code in MISSING:
                raise FileNotFoundError(f"{self.bucket_name}: {error}") from error
            raise Away(f"{self.bucket_name}: {error}") from error
        except (BotoCoreError, ValueError) as error:  # ValueError of an address that is none
            self.silent_until = time.monotonic() + SILENT_FOR
            raise Away(f"{self.bucket_name}: {error}") from error
        finally:
            del self.asking[mine]

    def trouble(self):
        """Return in one line why the bucket cannot be used, "" when it can."""
        try:
            with self.answered():
                self.client.list_objects_v2(**self.place, MaxKeys=1)
        except OSError as error:
            return " ".join(str(error).split())
        return ""

    def put(self, name, data):
        """Write the bytes as an object; the same name is the same content."""
        with self.answered():
            self.client.put_object(**self.place, Key=name, Body=data, **said(name))

    def _save(self, name, content):
        self.put(name, content.read())
        return name

    def _open(self, name, mode="rb"):
        with self.answered():
            data = self.client.get_object(**self.place, Key=name)["Body"].read()
        return File(io.BytesIO(data), name)

    def size(self, name):
        with self.answered():
            return self.client.head_object(**self.place, Key=name)["ContentLength"]

    def exists(self, name):
        try:
            self.size(name)
        except FileNotFoundError:
            return False
        return True

    def settle(self, folder):
        """An object that was written is there."""

    def touch(self, name):
        """Make an object look new, or it may be swept before its row is there."""
        with self.answered():
            self.client.copy_object(
                **self.place,
                Key=name,
                CopySource={**self.place, "Key": name},
                MetadataDirective="REPLACE",
                **said(name),
            )

    def listdir(self, name):
        with self.answered():
            return super().listdir(name)

    def files(self, folder):
        """Yield a Stored of every object below the folder."""
        with self.answered():
            pages = self.client.get_paginator("list_objects_v2").paginate(
                **self.place, Prefix=f"{folder}/"
            )
            for page in pages:
                for item in page.get("Contents", ()):
                    yield Stored(item["Key"], item["Size"], item["LastModified"].timestamp())

    def delete(self, name):
        with self.answered():
            self.client.delete_object(**self.place, Key=name)

    def remove(self, folder):
        """Remove the objects below the folder; what cannot go now goes with the next sweep."""
        try:
            for file in list(self.files(folder)):
                self.delete(file.name)
        except Away as error:
            logger.error("Files below %s are left until the next sweep: %s", folder, error)


def said(name):
    """Return the headers of an object."""
    kind = KINDS.get(posixpath.splitext(name)[1], "application/octet-stream")
    return {"ContentType": kind, "CacheControl": KEPT}
