"""Every test run has a home of its own; passwords are cheap and tasks run at once."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis

hypothesis.register_profile("project", deadline=None)  # a busy machine is no fault of the code
hypothesis.load_profile("project")
pytest_plugins = ["quanheng.platform.testing.flushing"]

os.environ["QUANHENG_HOME"] = tempfile.mkdtemp(prefix="quanheng-test-")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser driver keeps an event loop


def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings
    from django.core.signals import setting_changed

    # pytest-django reads the settings before this file is loaded: the home is set once more here.
    settings.HOME = Path(os.environ["QUANHENG_HOME"])
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    # Tasks are declared when the applications are loaded, which chooses a backend before this line.
    setting_changed.send(sender=None, setting="TASKS", value=settings.TASKS, enter=True)
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.DATABASES["default"].get("OPTIONS", {}).pop("pool", None)


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """Rate limits and idempotency tokens do not reach from one test into the next."""
    from django.core.cache import cache

    cache.clear()


WRITTEN = ("checkpoints", "imports", "lake", "open-data")
"""What the platform writes beside the database: a test's database is emptied, these folders are not."""


@pytest.fixture(autouse=True, scope="module")
def _nothing_written_by_other_tests() -> None:
    """A checkpoint that another module signed would make the next ledger a truncated one."""
    for name in WRITTEN:
        shutil.rmtree(Path(os.environ["QUANHENG_HOME"]) / name, ignore_errors=True)
