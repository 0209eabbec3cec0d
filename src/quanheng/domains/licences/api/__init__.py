"""Endpoints of licences."""

from ninja import Router

router = Router()
