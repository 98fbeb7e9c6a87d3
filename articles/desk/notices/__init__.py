"""What people of the newsroom are told of."""

from .telling import tell

__all__ = ["tell"]
