"""Mail of what people are told: queued with the Notice, sent by a thread of a worker. Off without EMAIL_URL."""

from .sender import look, send_due, start

__all__ = ["look", "send_due", "start"]
