from collections import defaultdict
from itertools import islice

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

AT_ONCE = 1_000


def count_masked(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Say of the posts that the desk has how much was masked in them: an edit may bring in more."""
    posts = apps.get_model("intake", "Post").objects.exclude(marks=[])
    places = apps.get_model("desk", "ConversationPost").objects
    rows = iter(posts.order_by("pk").values_list("pk", "marks").iterator(AT_ONCE))
    while batch := list(islice(rows, AT_ONCE)):
        by_count = defaultdict(list)
        for pk, marks in batch:
            by_count[len(marks)].append(pk)
        for count, ids in by_count.items():
            places.filter(post_id__in=ids).update(masked=count)


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0002_overrides"),
    ]

    operations = [
        migrations.RunPython(count_masked, migrations.RunPython.noop, elidable=True),
    ]
