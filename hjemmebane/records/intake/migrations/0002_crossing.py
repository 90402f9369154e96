"""The mirror question of prevention, and the reception unit's referral."""

import uuid

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def name_children(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give each child that already stands in an enquiry its own public id."""
    children = apps.get_model("intake", "EnquiryChild")
    for child in children.objects.filter(public_id=None):
        child.public_id = uuid.uuid4()
        child.save(update_fields=["public_id"])


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0001_first"),
        ("people", "0001_first"),
    ]

    operations = [
        migrations.AddField(
            model_name="enquirychild",
            name="public_id",
            field=models.UUIDField(default=None, editable=False, null=True),
        ),
        migrations.RunPython(name_children, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="enquirychild",
            name="public_id",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AddField(
            model_name="enquirychild",
            name="known_question",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.disclosure",
            ),
        ),
        migrations.AddField(
            model_name="notifiedchild",
            name="referral",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.disclosure",
            ),
        ),
    ]
