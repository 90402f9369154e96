"""Addresses of what leaders ask of the whole."""

from django.urls import path

from hjemmebane.edges.staff.leadership import control, coordination, flow, what_if

urlpatterns = [
    path("ledermoeder/", coordination.index, name="leader_coordination"),
    path("ledermoeder/nyt/", coordination.plan, name="leader_meeting_new"),
    path("ledermoeder/<uuid:public_id>/", coordination.held, name="leader_meeting_held"),
    path("sagsflow/", flow.case_flow, name="case_flow"),
    path("hvad-hvis/", what_if.index, name="what_ifs"),
    path("hvad-hvis/<uuid:public_id>/", what_if.answer, name="what_if"),
    path("frister/kontrol/", control.control, name="control"),
    path("frister/kontrol/<uuid:public_id>/", control.difference, name="difference"),
]
