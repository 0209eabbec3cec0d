"""Decisions about hazards that can be taken on paper."""
