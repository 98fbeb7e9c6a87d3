"""The tokens of the links by which somebody who is new sets the first password."""

from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner

GOOD_FOR = timedelta(days=7)


class Invitations:
    """Makes and checks tokens, with the face of Django's own for passwords that were forgotten.

    A token is good until the account has a password, is closed or gets another one.
    """

    def signer(self, user):
        # An unusable password is random, and another one with each invitation.
        return TimestampSigner(salt=f"articles.invitation.{user.pk}.{user.password}")

    def make_token(self, user):
        return self.signer(user).sign("").removeprefix(":")

    def check_token(self, user, token):
        if user is None or user.has_usable_password() or not user.is_active:
            return False
        try:
            self.signer(user).unsign(f":{token}", max_age=GOOD_FOR)
        except BadSignature:  # also of one that is too old
            return False
        return True


invitations = Invitations()
