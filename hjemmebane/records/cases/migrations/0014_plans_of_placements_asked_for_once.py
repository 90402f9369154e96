"""A placement asked for its plan under two rules; the one about supporting help falls away.

Version 1 of P2 also counted where a child was placed, though § 91, stk. 2 has a deadline of its
own for that (P3). What stands open is lifted from the day it began; what was met stays as it was.
"""

from itertools import islice
from typing import Any

from django.db import migrations
from django.db.migrations.state import StateApps
from django.db.models import F

AT_ONCE = 2_000
WHY = "Fristen gælder støttende indsatser (§ 91, stk. 1). Ved anbringelse gælder P3."


def lift(apps: StateApps, editor: Any) -> None:
    """Lift the open deadlines of version 1 that a decision on a placement began."""
    decisions = apps.get_model("cases", "Decision").objects.filter(
        measure_key="anbringelse_samtykke", law="barnets_lov"
    )
    open_rows = apps.get_model("agenda", "Obligation").objects.filter(
        rule_key="P2",
        rule_version=1,
        satisfied_at=None,
        not_applicable_reason="",
        superseded_by=None,
    )
    ids = decisions.order_by("pk").values_list("public_id", flat=True).iterator(chunk_size=AT_ONCE)
    while some := list(islice(ids, AT_ONCE)):
        rows = open_rows.filter(about_id__in=some)
        rows.update(not_applicable_reason=WHY, not_applicable_at=F("trigger_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0013_plans_are_changed"),
        ("agenda", "0007_reminders"),
    ]
    operations = [migrations.RunPython(lift, migrations.RunPython.noop)]
