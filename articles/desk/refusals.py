"""Why a verb of the newsroom did not do what was asked: one family, whatever the verb is about."""


class Refusal(Exception):
    """A verb did not do what was asked; nothing has changed."""


class NotAllowed(Refusal):
    """The person may not do this."""


class WrongState(Refusal):
    """The article is in a state in which this can't be done."""


class Conflict(Refusal):
    """Somebody changed the article or the slot since the person saw it."""


class Incomplete(Refusal):
    """The article lacks what it needs for this, or the note does; `missing` names all of it."""

    def __init__(self, *missing):
        super().__init__(*missing)
        self.missing = missing


class Unconfirmed(Refusal):
    """Something needs the editor's explicit word first; `codes` are those of its Remarks."""

    def __init__(self, codes):
        super().__init__(*codes)
        self.codes = frozenset(codes)


class Unsuitable(Refusal):
    """What was asked makes no sense; `reason` says why.

    `tags` of an article: too many. Of a slot `copy`, `withdrawn`, `no_photo`, `excluded` or `picked` of the article,
    `position` of the place, `over`, `ends_before_start` or `far` of the times. Of a frame that a photo is cut by: `outside`,
    `whole`, `small` or `lost`, when the photo's file is not there.
    """

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


class Later(Refusal):
    """This can't be done now, but may be asked again in `seconds`."""

    def __init__(self, seconds):
        super().__init__(seconds)
        self.seconds = seconds


class TooMany(Later):
    """There have been too many guesses at a password or a code, or comments of one reader."""


class Busy(Later):
    """As many passwords are being checked as the server can check beside its readers."""


class Closed(Refusal):
    """No comments are taken under the article."""


class Gone(Refusal):
    """The comment that this is about is not there any more."""


class Banned(Refusal):
    """Whoever sent this may not write comments `until` a moment."""

    def __init__(self, until):
        super().__init__(until)
        self.until = until


class Enough(Refusal):
    """As many people as one network may have done this already."""


class WrongPassword(Refusal):
    """This is not the password that belongs to it."""
