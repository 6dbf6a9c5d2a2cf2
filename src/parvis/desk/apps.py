"""Desk as a Django application."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The room's place in Django."""

    name = "parvis.desk"
    default_auto_field = "django.db.models.BigAutoField"
