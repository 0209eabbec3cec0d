"""Connects facts to handlers and loads the declared figures once every application is there."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "quanheng.config"
    label = "wiring"

    def ready(self) -> None:
        from quanheng.config.wiring import connect_all
        from quanheng.platform.indicators import load_all

        connect_all()
        load_all()
