"""The WSGI entry that the server loads."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "quanheng.config.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
