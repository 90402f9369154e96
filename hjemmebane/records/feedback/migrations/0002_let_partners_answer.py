"""Let a partner answer as themselves, about a task of theirs; each answer has one giver."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_week_hours_and_story_readings"),
        ("courses", "0001_first"),
        ("feedback", "0001_first"),
        ("people", "0006_how_to_reach_persons_and_nothing_twice"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="response",
            name="task",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="responses",
                to="cases.coordinationtask",
            ),
        ),
        migrations.AddField(
            model_name="response",
            name="user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="response",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddConstraint(
            model_name="response",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("person__isnull", False), ("task__isnull", True), ("user__isnull", True)
                    ),
                    models.Q(
                        ("person__isnull", True), ("task__isnull", False), ("user__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="answered_by_family_or_partner",
            ),
        ),
    ]
