"""Give every worker of a course that runs their place on its team, by their title."""

from django.db import migrations

from hjemmebane import catalogue
from hjemmebane.domain.access import ON_COURSE
from hjemmebane.domain.course_team import role_for

BATCH = 500


def give(apps, schema_editor):
    Tie, Course = apps.get_model("access", "Tie"), apps.get_model("courses", "Course")
    TeamPlace = apps.get_model("courses", "TeamPlace")
    programmes = catalogue.current()
    rows = []
    for course in Course.objects.order_by("pk").iterator(BATCH):
        programme = programmes.programme(course.programme_key, course.programme_version)
        ties = Tie.objects.filter(course_id=course.pk, relation__in=ON_COURSE).order_by("pk")
        rows += [
            TeamPlace(
                course=course,
                role=role_for(programme, tie.title),
                user_id=tie.user_id,
                from_on=max(tie.from_on, course.started_on),
                to_on=tie.to_on and max(tie.to_on, tie.from_on, course.started_on),
                noted_at=tie.dossier.opened_at,
            )
            for tie in ties.select_related("dossier")
        ]
        if len(rows) >= BATCH:
            TeamPlace.objects.bulk_create(rows)
            rows = []
    TeamPlace.objects.bulk_create(rows)


def take_back(apps, schema_editor):
    apps.get_model("courses", "TeamPlace").objects.filter(noted_by__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0006_team_places_by_role"),
        ("access", "0007_deputies"),
    ]

    operations = [migrations.RunPython(give, take_back)]
