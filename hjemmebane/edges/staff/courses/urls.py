"""Addresses of courses and contacts."""

from django.urls import path

from hjemmebane.edges.staff.courses import (
    closing,
    contacts,
    content,
    methods,
    note,
    notes_on_reason,
    page,
    pausing,
    starting,
    steering,
)

urlpatterns = [
    path("forloeb/nyt/<uuid:dossier_id>/", starting.start, name="course_start"),
    path("forloeb/forlaengelser/", steering.extensions, name="course_extensions"),
    path("forloeb/<uuid:course_id>/", page.show, name="course"),
    path("forloeb/<uuid:course_id>/notater/", notes_on_reason.notes, name="course_notes"),
    path("forloeb/<uuid:course_id>/kontakt/", note.write, name="contact_write"),
    path("forloeb/<uuid:course_id>/pause/", pausing.pause, name="course_pause"),
    path("forloeb/<uuid:course_id>/igen/", pausing.resume, name="course_resume"),
    path("forloeb/<uuid:course_id>/kollega/", pausing.hand_on, name="course_hand_on"),
    path("forloeb/<uuid:course_id>/fortsaet/", pausing.carry_on, name="course_carry_on"),
    path("forloeb/<uuid:course_id>/metode/", methods.pick, name="course_methods"),
    path("forloeb/<uuid:course_id>/metode/<slug:key>/", methods.note, name="course_method"),
    path("forloeb/<uuid:course_id>/planlaeg/", contacts.plan, name="contact_plan"),
    path("forloeb/<uuid:course_id>/fase/<slug:phase>/", steering.phase, name="course_phase"),
    path("forloeb/<uuid:course_id>/arbejde/", steering.add_work, name="course_work_add"),
    path(
        "forloeb/<uuid:course_id>/arbejde/<uuid:work_id>/",
        steering.move_work,
        name="course_work_move",
    ),
    path(
        "forloeb/<uuid:course_id>/milepael/<slug:key>/",
        steering.milestone,
        name="course_milestone",
    ),
    path("forloeb/<uuid:course_id>/moede/<slug:key>/", steering.meeting, name="course_meeting"),
    path(
        "forloeb/<uuid:course_id>/moeder/<uuid:meeting_id>/",
        steering.meeting_held,
        name="course_meeting_held",
    ),
    path("forloeb/<uuid:course_id>/forlaengelse/", steering.extension, name="course_extension"),
    path(
        "forloeb/<uuid:course_id>/forlaengelse/<uuid:extension_id>/",
        steering.decide_extension,
        name="course_extension_decide",
    ),
    path("forloeb/<uuid:course_id>/hyppighed/", steering.frequency, name="course_frequency"),
    path("forloeb/<uuid:course_id>/maal/", starting.goal, name="course_goal"),
    path("forloeb/<uuid:course_id>/element/<slug:key>/", content.element, name="course_element"),
    path("forloeb/<uuid:course_id>/fokus/", content.focus, name="course_focus"),
    path("forloeb/<uuid:course_id>/emne/<slug:key>/", content.topic, name="course_topic"),
    path("forloeb/<uuid:course_id>/maalgruppe/", content.target, name="course_target"),
    path("forloeb/<uuid:course_id>/stillingtagen/", closing.outcome, name="course_outcome"),
    path("forloeb/<uuid:course_id>/afslut/", closing.end, name="course_end"),
    path("kontakter/<uuid:contact_id>/", contacts.show, name="contact"),
    path("kontakter/<uuid:contact_id>/notat/", note.write_planned, name="contact_note"),
    path("kontakter/<uuid:contact_id>/ret/", contacts.edit, name="contact_edit"),
    path("kontakter/<uuid:contact_id>/aflys/", contacts.cancel, name="contact_cancel"),
    path("kontakter/<uuid:contact_id>/flyt/", contacts.move, name="contact_move"),
]
