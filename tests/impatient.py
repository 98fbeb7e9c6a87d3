"""The paper, when it waits for a small form no longer than a second."""

from newsstep import worker
from newsstep.wsgi import application

__all__ = ["application"]

worker.PATIENCE = 1
