"""A decision says whose word it asks for, since when, and what was answered."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.migrations.state import StateApps
from django.db.models import Q

import hjemmebane.domain.access
from hjemmebane import clock


def say_who(apps: StateApps, editor: Any) -> None:
    """Say of each decision that is already there whose word it asked for, as it was then.

    From step 4 the leader approved; the asking came with the decision.
    """
    high = Q(ladder_step__regex="^[456]")
    decision = apps.get_model("cases", "Decision")
    for row in decision.objects.filter(high).only("decided_on").iterator():
        decision.objects.filter(pk=row.pk).update(
            authority_role="team_leader", asked_at=clock.midnight(row.decided_on)
        )


def unsay(apps: StateApps, editor: Any) -> None:
    """Leave the columns; they go with the next step back."""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_week_hours_and_story_readings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="asked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="decision",
            name="authority_key",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.AddField(
            model_name="decision",
            name="authority_role",
            field=models.CharField(
                choices=[
                    (
                        hjemmebane.domain.access.RoleKey["ADVISER"],
                        hjemmebane.domain.access.RoleKey["ADVISER"],
                    ),
                    (
                        hjemmebane.domain.access.RoleKey["TEAM_LEADER"],
                        hjemmebane.domain.access.RoleKey["TEAM_LEADER"],
                    ),
                    (
                        hjemmebane.domain.access.RoleKey["AUTHORITY_HEAD"],
                        hjemmebane.domain.access.RoleKey["AUTHORITY_HEAD"],
                    ),
                ],
                default=hjemmebane.domain.access.RoleKey["ADVISER"],
                max_length=30,
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="declined_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="decision",
            name="declined_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="declined_why",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.RunPython(say_who, unsay),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                condition=models.Q(("approved_at__isnull", True), ("declined_at__isnull", True)),
                fields=["asked_at", "id"],
                name="decision_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["approved_at"], name="decision_by_approval"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["declined_at"], name="decision_by_refusal"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_at__isnull", True), ("declined_at__isnull", True), _connector="OR"
                ),
                name="answered_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("declined_at__isnull", True),
                    models.Q(("declined_why", ""), _negated=True),
                    _connector="OR",
                ),
                name="refusal_says_why",
            ),
        ),
    ]
