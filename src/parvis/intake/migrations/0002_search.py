"""Posts can be searched."""

from django.db import migrations

from parvis.intake.search import install, remove


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
