"""Strings, HTML and image bytes; nothing here knows a model."""
