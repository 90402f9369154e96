from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0020_decided_before_custody_was_known"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="decision",
            name="decision_waiting",
        ),
        migrations.RemoveIndex(
            model_name="decision",
            name="decision_by_approval",
        ),
        migrations.RemoveIndex(
            model_name="decision",
            name="decision_by_refusal",
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                condition=models.Q(
                    ("approved_at__isnull", True),
                    ("asked_at__isnull", False),
                    ("declined_at__isnull", True),
                ),
                fields=["asked_at", "id"],
                name="decision_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                condition=models.Q(("approved_at__isnull", False)),
                fields=["approved_at"],
                name="decision_by_approval",
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                condition=models.Q(("declined_at__isnull", False)),
                fields=["declined_at"],
                name="decision_by_refusal",
            ),
        ),
    ]
