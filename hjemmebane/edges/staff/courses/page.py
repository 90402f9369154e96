"""The course page: plan beside actual, what is due and why, what must be decided."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from hjemmebane.edges.staff.courses.facts import CourseView, course_view
from hjemmebane.records.access.doors import StaffRequest, staff_door
from hjemmebane.records.courses import queries


@staff_door
def show(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Show a course."""
    course = queries.get_course(course_id, request.user)
    view: CourseView = course_view(queries.course_page(course, request.user), request.user)
    return render(request, "staff/courses/course.html", {"view": view, "page": view.page})
