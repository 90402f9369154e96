"""The addresses of Underretninger and Henvendelser."""

from django.urls import path

from hjemmebane.edges.staff.intake import (
    allocation,
    correcting,
    crossing,
    enquiries,
    known,
    notifications,
    triage,
)

urlpatterns = [
    path("underretninger/", notifications.index, name="notifications"),
    path("underretninger/ny/", notifications.new, name="notification_new"),
    path("underretninger/<uuid:public_id>/", notifications.page, name="notification"),
    path("underretninger/<uuid:public_id>/ret/", correcting.correct, name="notification_correct"),
    path(
        "underretninger/<uuid:public_id>/kvittering/",
        notifications.receipt,
        name="notification_receipt",
    ),
    path(
        "underretninger/barn/<uuid:public_id>/hvem/",
        notifications.identify,
        name="notified_child_identify",
    ),
    path(
        "underretninger/barn/<uuid:public_id>/vurder/",
        notifications.assess,
        name="notified_child_assess",
    ),
    path("underretninger/barn/<uuid:public_id>/kendt/", known.ask, name="notified_child_known"),
    path("underretninger/henvis/", crossing.self_referral, name="self_referral"),
    path(
        "underretninger/barn/<uuid:public_id>/henvis/", crossing.refer, name="notified_child_refer"
    ),
    path("underretninger/kendt/<uuid:public_id>/", crossing.mirror_answer, name="mirror_answer"),
    path("henvendelser/barn/<uuid:public_id>/kendt/", crossing.mirror_ask, name="mirror_ask"),
    path("henvendelser/", enquiries.index, name="enquiries"),
    path("henvendelser/ny/", enquiries.new, name="enquiry_new"),
    path("henvendelser/fordeling/", allocation.board, name="allocation"),
    path("henvendelser/vagt/", known.duty_contact, name="duty_contact"),
    path("henvendelser/kendt/<uuid:public_id>/", known.answer, name="known_answer"),
    path("henvendelser/<uuid:public_id>/", enquiries.page, name="enquiry"),
    path("henvendelser/<uuid:public_id>/laes/", enquiries.read, name="enquiry_read"),
    path("henvendelser/<uuid:public_id>/underret/", enquiries.notify, name="enquiry_notify"),
    path("henvendelser/<uuid:public_id>/svar/", enquiries.advise, name="advice_reply"),
    path("henvendelser/<uuid:public_id>/stop/", enquiries.stop, name="enquiry_stop"),
    path("henvendelser/<uuid:public_id>/vurder/", triage.decide, name="enquiry_triage"),
    path("henvendelser/<uuid:public_id>/fordel/", allocation.give, name="enquiry_allocate"),
    path("henvendelser/<uuid:public_id>/kontakt/", allocation.contact, name="enquiry_contact"),
    path("henvendelser/<uuid:public_id>/familie/", allocation.family, name="enquiry_family"),
]
