"""Addresses of people: none yet but what later pages add."""

from django.urls import URLPattern

app_name = "people"
urlpatterns: list[URLPattern] = []
