class Refused(Exception):
    """A backup was not made, not restored or not proven; the message says why, in one line."""
