"""The ASGI application: pages, and event streams that stay open."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.web.settings")

application = get_asgi_application()
