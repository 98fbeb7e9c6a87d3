"""A mail server on this machine, to which the paper sends."""

import socket
from contextlib import contextmanager
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


class PostOffice:
    """`answers` are the next ones to whoever sends a mail; after them it takes everything."""

    def __init__(self):
        self.mails, self.answers, self.nobody = [], [], set()
        self.meanwhile = lambda: None  # what happens before it answers
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.nobody:
            return "550 5.1.1 no such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.answers and (answer := self.answers.pop(0)):
            return answer
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.mails.append((envelope.rcpt_tos, mail))
        self.meanwhile()
        return "250 OK"

    def delivered(self):
        """Return the mails since it was asked last, each as (addresses, subject, text)."""
        mails, self.mails = self.mails, []
        return [(to, mail["Subject"].strip(), mail.get_content()) for to, mail in mails]

    def open(self):
        """Open at its port, as at first or after it was closed."""
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def close(self):
        self.controller.stop()


@contextmanager
def post_office():
    """Yield a post office that is open."""
    office = PostOffice()
    office.open()
    yield office
    office.close()
