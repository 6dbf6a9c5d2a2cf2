"""Design as a Django application."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """The room's place in Django."""

    name = "parvis.design"
    default_auto_field = "django.db.models.BigAutoField"
