"""What people said that posts are, where the models erred."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0003_masked_when_looked_at'),
        ('governance', '0008_adopted_models'),
        ('intake', '0004_understood'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LabelCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('post_version', models.PositiveIntegerField()),
                ('said', models.JSONField(default=dict)),
                ('labels', models.JSONField()),
                ('at', models.DateTimeField()),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entity', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='governance.entity')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.post')),
            ],
            options={
                'verbose_name': 'correction of labels',
                'verbose_name_plural': 'corrections of labels',
                'indexes': [models.Index(fields=['entity', 'at'], name='correction_by_entity')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('taken_back_at', None)), fields=('post',), name='one_correction_counts')],
            },
        ),
    ]
