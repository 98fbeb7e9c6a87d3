"""Saved article pages of other systems, read by rules of CSS selectors."""
