"""Addresses of reports and feedback."""

from django.urls import path

from hjemmebane.edges.staff.reports import feedback, review, sending, writing

urlpatterns = [
    path("rapporter/", writing.listing, name="reports"),
    path("forloeb/<uuid:course_id>/rapport/", writing.open_, name="report_open"),
    path("rapporter/fil/<uuid:file_id>/", sending.download, name="report_file"),
    path("rapporter/<uuid:report_id>/", writing.show, name="report"),
    path("rapporter/<uuid:report_id>/skriv/", writing.write, name="report_write"),
    path("rapporter/<uuid:report_id>/igen/", writing.redraw, name="report_redraw"),
    path(
        "rapporter/<uuid:report_id>/saetning/<uuid:passage_id>/",
        writing.edit,
        name="report_passage",
    ),
    path(
        "rapporter/<uuid:report_id>/saetning/<uuid:passage_id>/udelad/",
        writing.leave_out,
        name="report_leave_out",
    ),
    path("rapporter/<uuid:report_id>/familien/", review.to_family, name="report_to_family"),
    path("rapporter/<uuid:report_id>/tilbage/", review.take_back, name="report_take_back"),
    path(
        "rapporter/<uuid:report_id>/laesning/<uuid:reading_id>/",
        review.reading,
        name="report_reading",
    ),
    path("rapporter/<uuid:report_id>/send/", sending.send, name="report_send"),
    path("rapporter/<uuid:report_id>/send-ulaest/", sending.unread, name="report_send_unread"),
    path("rapporter/<uuid:report_id>/filer/", sending.files, name="report_files"),
    path("forloeb/<uuid:course_id>/feedback/", feedback.show, name="feedback"),
    path("forloeb/<uuid:course_id>/feedback/link/", feedback.make_link, name="feedback_link_make"),
    path(
        "forloeb/<uuid:course_id>/feedback/link/<uuid:link_id>/",
        feedback.link,
        name="feedback_link",
    ),
    path(
        "forloeb/<uuid:course_id>/feedback/link/<uuid:link_id>/kode.svg",
        feedback.code,
        name="feedback_code",
    ),
    path(
        "forloeb/<uuid:course_id>/feedback/link/<uuid:link_id>/tilbage/",
        feedback.revoke,
        name="feedback_link_revoke",
    ),
    path("svar/<uuid:response_id>/", feedback.response, name="response"),
    path("svar/<uuid:response_id>/fare/", feedback.read_for_danger, name="response_read"),
    path("svar/<uuid:response_id>/aendret/", feedback.change, name="response_change"),
]
