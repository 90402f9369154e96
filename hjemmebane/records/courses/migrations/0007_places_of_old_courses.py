"""Give every worker of a course that runs their place on its team, by their title."""

from itertools import islice

from django.db import migrations

from hjemmebane import catalogue
from hjemmebane.domain.access import ON_COURSE
from hjemmebane.domain.course_team import role_for

BATCH = 500


def give(apps, schema_editor):
    """Read courses and ties a batch at a time: ties have no index by course."""
    Tie, Course = apps.get_model("access", "Tie"), apps.get_model("courses", "Course")
    TeamPlace = apps.get_model("courses", "TeamPlace")
    programmes = catalogue.current()
    ties = Tie.objects.filter(course_id__isnull=False, relation__in=ON_COURSE)
    for some in batched(ties.select_related("dossier").order_by("pk").iterator(BATCH)):
        courses = Course.objects.in_bulk({tie.course_id for tie in some})
        # Who is tied twice to one course has one place on its team.
        TeamPlace.objects.bulk_create(
            (
                place(TeamPlace, programmes, courses[tie.course_id], tie)
                for tie in some
                if tie.course_id in courses
            ),
            ignore_conflicts=True,
        )


def batched(rows):
    while some := list(islice(rows, BATCH)):
        yield some


def place(model, programmes, course, tie):
    programme = programmes.programme(course.programme_key, course.programme_version)
    return model(
        course=course,
        role=role_for(programme, tie.title),
        user_id=tie.user_id,
        from_on=max(tie.from_on, course.started_on),
        to_on=tie.to_on and max(tie.to_on, tie.from_on, course.started_on),
        noted_at=tie.dossier.opened_at,
    )


def take_back(apps, schema_editor):
    apps.get_model("courses", "TeamPlace").objects.filter(noted_by__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0006_team_places_by_role"),
        ("access", "0007_deputies"),
    ]

    operations = [migrations.RunPython(give, take_back)]
