"""Versions of the charter; the database itself refuses to change those that were signed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from parvis.governance import protection


def protect(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    protection.protect(schema_editor.connection.vendor, schema_editor.execute, protection.CHARTERS)


def unprotect(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    protection.unprotect(
        schema_editor.connection.vendor, schema_editor.execute, protection.CHARTERS
    )


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0006_register_handed_in'),
    ]

    operations = [
        migrations.CreateModel(
            name='CharterVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('text', models.TextField(verbose_name='charter')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='why')),
                ('drafted_at', models.DateTimeField()),
                ('signed_at', models.DateTimeField(null=True)),
                ('digest', models.CharField(max_length=64)),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='charters', to='governance.entity')),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'version of the charter',
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('entity', 'number'), name='one_charter_version_once'), models.UniqueConstraint(condition=models.Q(('signed_at', None)), fields=('entity',), name='one_charter_draft'), models.CheckConstraint(condition=models.Q(models.Q(('signed_at', None), ('signed_by', None)), models.Q(('signed_at__isnull', False), ('signed_by__isnull', False)), _connector='OR'), name='charter_signed_by_somebody'), models.CheckConstraint(condition=models.Q(('signed_by', None), models.Q(('signed_by', models.F('drafted_by')), _negated=True), _connector='OR'), name='charter_signed_by_another')],
            },
        ),
        migrations.RunPython(protect, unprotect),
    ]
