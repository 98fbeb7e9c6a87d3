"""An S3 server of the tests' own, with a bucket for the photos of a paper."""

import logging
import urllib.request
from contextlib import contextmanager

from moto.server import ThreadedMotoServer

from articles.pure.media.bucket import Bucket


@contextmanager
def server():
    """Run an S3 server; gives its address."""
    logging.getLogger("werkzeug").setLevel("ERROR")
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    try:
        yield "http://{}:{}".format(*running.get_host_and_port())
    finally:
        running.stop()


def place(endpoint, **changed):
    """Return what settings say of the bucket."""
    told = {"bucket": "photos", "key": "key", "secret": "secret", "endpoint": endpoint}
    return told | {"region": "us-east-1"} | changed


def emptied(endpoint):
    """Return the Bucket, empty."""
    bucket = Bucket(**place(endpoint))
    bucket.client.create_bucket(Bucket="photos")
    for folder in ("photos", "marks"):
        bucket.remove(folder)
    return bucket


@contextmanager
def locked(endpoint):
    """Let the server believe no key that it has not given itself, as a key that is wrong."""
    believe(endpoint, "0")
    try:
        yield
    finally:
        believe(endpoint, "inf")


def believe(endpoint, requests):
    """Let the server look at keys after so many requests."""
    address, kind = f"{endpoint}/moto-api/reset-auth", {"Content-Type": "application/octet-stream"}
    with urllib.request.urlopen(urllib.request.Request(address, requests.encode(), kind)) as answer:
        answer.read()
