"""The database itself refuses to change or remove entries of the ledger.

A first defence, against mistakes: whoever owns the database can drop a trigger, and then the
chain tells. SQLite loses triggers when a table is rebuilt, so a migration that alters the ledger
ends with this one's ``protect``; ``parvis doctor`` looks that they are there.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_SQLITE = {
    "ledger_never_changed": "BEFORE UPDATE",
    "ledger_never_removed": "BEFORE DELETE",
}
_POSTGRESQL = {
    "ledger_never_changed": "BEFORE UPDATE ON governance_ledgerentry FOR EACH ROW",
    "ledger_never_removed": "BEFORE DELETE ON governance_ledgerentry FOR EACH ROW",
    "ledger_never_emptied": "BEFORE TRUNCATE ON governance_ledgerentry FOR EACH STATEMENT",
}


def protect(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    unprotect(apps, schema_editor)
    if schema_editor.connection.vendor == "sqlite":
        for name, moment in _SQLITE.items():
            schema_editor.execute(
                f"CREATE TRIGGER {name} {moment} ON governance_ledgerentry "
                "BEGIN SELECT RAISE(ABORT, 'the ledger is only ever appended to'); END"
            )
    else:
        schema_editor.execute(
            "CREATE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the ledger is only ever appended to'; END $$"
        )
        for name, moment in _POSTGRESQL.items():
            schema_editor.execute(
                f"CREATE TRIGGER {name} {moment} EXECUTE FUNCTION ledger_refuses()"
            )


def unprotect(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for name in _SQLITE:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
    else:
        schema_editor.execute("DROP FUNCTION IF EXISTS ledger_refuses() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]
    operations = [migrations.RunPython(protect, unprotect)]
