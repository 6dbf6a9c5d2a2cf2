"""Adopted models; the database itself refuses to change those that were signed."""

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from parvis.governance import protection


def protect(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    protection.protect(schema_editor.connection.vendor, schema_editor.execute, protection.MODELS)


def unprotect(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    protection.unprotect(schema_editor.connection.vendor, schema_editor.execute, protection.MODELS)


class Migration(migrations.Migration):

    dependencies = [
        ('governance', '0007_charter_versions'),
    ]

    operations = [
        migrations.CreateModel(
            name='AdoptedModel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('scores', models.JSONField(default=dict)),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='why')),
                ('proposed_at', models.DateTimeField()),
                ('signed_at', models.DateTimeField(null=True)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'adopted model',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.comparison.Coalesce('signed_by', 0), condition=models.Q(('signed_by', None)), name='one_model_proposed'), models.CheckConstraint(condition=models.Q(models.Q(('signed_at', None), ('signed_by', None)), models.Q(('signed_at__isnull', False), ('signed_by__isnull', False)), _connector='OR'), name='model_signed_by_somebody'), models.CheckConstraint(condition=models.Q(('signed_by', None), models.Q(('signed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='model_signed_by_another')],
            },
        ),
        migrations.RunPython(protect, unprotect),
    ]
