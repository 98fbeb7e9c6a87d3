"""Readers of foreign formats; they return plain data and know nothing of models."""
