"""Decisions about credit-risk classes that can be taken on paper."""
