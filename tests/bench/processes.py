"""Processes that draw and compose for another one; imported before Django is set up in them."""

import gc
import signal
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import django


def start():
    """Return an executor with a process for every core. They may ask the database nothing."""
    return ProcessPoolExecutor(mp_context=get_context("spawn"), initializer=begin)


def begin():
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who waits for the answer ends the process
    gc.disable()  # what is made is sent away at once
    django.setup()
