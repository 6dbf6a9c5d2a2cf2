"""The ASGI application: pages, and event streams that stay open."""

import os
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.core.asgi import get_asgi_application

from parvis.web.limits import BoundedBodies

if TYPE_CHECKING:
    from asgiref.typing import ASGI3Application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.web.settings")

application = BoundedBodies(
    cast("ASGI3Application", get_asgi_application()), limit=settings.DATA_UPLOAD_MAX_MEMORY_SIZE
)
