"""Addresses of the family's own page."""

from django.urls import path

from hjemmebane.edges.family.portal import feedback, meetings, network, page, report, sharing

urlpatterns = [
    path("min-side/", page.show, name="portal"),
    path("min-side/hvem-har-set/", page.looked, name="portal_lookups"),
    path("min-side/svar/<uuid:course_id>/", feedback.answer, name="portal_feedback"),
    path("min-side/moede/<uuid:meeting_id>/", meetings.meeting, name="portal_meeting"),
    path("min-side/deling/", sharing.shared, name="portal_sharing"),
    path(
        "min-side/deling/<uuid:consent_id>/traek-tilbage/",
        sharing.withdraw,
        name="portal_withdraw",
    ),
    path("min-side/rapport/<uuid:report_id>/", report.read, name="portal_report"),
    path("min-side/netvaerk/", network.network, name="portal_network"),
    path("min-side/netvaerk/<uuid:row_id>/fjern/", network.network_end, name="portal_network_end"),
    path("min-side/fil/<uuid:file_id>/", report.download, name="portal_file"),
]
