"""Connects facts to handlers, loads added years and the declared figures once every application is there."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "quanheng.config"
    label = "wiring"

    def ready(self) -> None:
        from quanheng.config import calendars
        from quanheng.config.wiring import connect_all
        from quanheng.platform.indicators import load_all

        calendars.load()
        connect_all()
        load_all()
