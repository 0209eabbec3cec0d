"""Addresses of ledger: none yet but what later pages add."""

from django.urls import URLPattern

app_name = "ledger"
urlpatterns: list[URLPattern] = []
