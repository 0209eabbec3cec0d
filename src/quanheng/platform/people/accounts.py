"""Accounts are opened by the operator, never by signing up."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignup(DefaultAccountAdapter):
    """Login only: an official account is opened by the operator 系统管理员."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
