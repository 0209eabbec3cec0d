"""Shared Django machinery: what every domain stands on, and nothing about any domain."""
