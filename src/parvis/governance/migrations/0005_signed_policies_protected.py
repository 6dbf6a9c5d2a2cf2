"""The database itself refuses to change or remove policies of the guard that were signed."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from parvis.governance import protection


def protect(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    protection.protect(schema_editor.connection.vendor, schema_editor.execute, protection.POLICIES)


def unprotect(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    protection.unprotect(
        schema_editor.connection.vendor, schema_editor.execute, protection.POLICIES
    )


class Migration(migrations.Migration):
    dependencies = [("governance", "0004_contacts_by_change")]
    operations = [migrations.RunPython(protect, unprotect)]
