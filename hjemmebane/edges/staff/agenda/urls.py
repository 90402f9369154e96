"""Addresses of deadlines and of the catalogue."""

from django.urls import path

from hjemmebane.edges.staff.agenda import (
    catalogue_pages,
    changing,
    feeds,
    listing,
    obligations,
    points,
    reminders,
    replies,
    versions,
)

urlpatterns = [
    path("moeder/<uuid:meeting_id>/dagsorden/", points.point, name="meeting_point"),
    path("frister/", listing.index, name="deadlines"),
    path("frister/nye-regler/", versions.questions, name="rule_versions"),
    path("frister/nye-regler/<slug:key>/", versions.choose, name="rule_version_choose"),
    path("frister/<uuid:public_id>/", obligations.obligation, name="obligation"),
    path("frister/<uuid:public_id>/undtag/", obligations.obligation_lift, name="obligation_lift"),
    path("frister/<uuid:public_id>/flyt/", changing.obligation_move, name="obligation_move"),
    path("frister/<uuid:public_id>/ret/", changing.obligation_correct, name="obligation_correct"),
    path("frister/kalender/", feeds.calendar_feed, name="calendar_feed"),
    path("frister/kalender/aabn/", feeds.calendar_open, name="calendar_open"),
    path("frister/kalender/luk/", feeds.calendar_close, name="calendar_close"),
    path("kalender/<str:token>.ics", feeds.calendar_file, name="calendar_file"),
    path("frister/<uuid:public_id>/papir/", obligations.obligation_paper, name="obligation_paper"),
    path("moeder/<uuid:meeting_id>/svar/", replies.meeting_replies, name="meeting_replies"),
    path("paamindelser/", reminders.reminders, name="reminders"),
    path("paamindelser/laest/", reminders.reminders_read, name="reminders_read"),
    path("katalog/", catalogue_pages.catalogue_index, name="catalogue"),
    path("katalog/regler/<slug:key>/<int:version>/", catalogue_pages.rule, name="catalogue_rule"),
    path(
        "katalog/programmer/<slug:key>/<slug:version>/",
        catalogue_pages.programme,
        name="catalogue_programme",
    ),
    path("katalog/indsatser/", catalogue_pages.measures, name="catalogue_measures"),
    path("katalog/profiler/<slug:key>/", catalogue_pages.profile, name="catalogue_profile"),
]
