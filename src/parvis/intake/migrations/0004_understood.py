"""Posts keep what was understood of them, and the charter's judgement in full."""

from django.db import migrations, models

from parvis.intake.search import install, remove


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_read_together")]
    operations = [
        migrations.RunPython(remove, install),
        migrations.AddField("post", "labels", models.JSONField(default=dict)),
        migrations.AddField("post", "mentions", models.JSONField(default=list)),
        migrations.AddField("post", "verdict", models.JSONField(default=dict)),
        migrations.RunPython(install, remove),
    ]
