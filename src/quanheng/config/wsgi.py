"""The WSGI entry that the server loads."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quanheng.config.settings")

from django.core.wsgi import get_wsgi_application

from quanheng.config import keeping

application = get_wsgi_application()
if (
    keeping.SERVED in os.environ
):  # a worker of `quanheng pages`: it does not outlive the process that began it
    keeping.end_with_parent()
