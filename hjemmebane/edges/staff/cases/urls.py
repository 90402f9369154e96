"""Addresses of the case pages."""

from django.urls import path

from hjemmebane.edges.staff.cases.views import (
    circle,
    coordination,
    deciding,
    events,
    follow_ups,
    goals,
    granting,
    lists,
    measures,
    meetings,
    page,
    people,
    people_change,
    rhythm,
    work,
)

CASE = "sager/<uuid:public_id>/"
PERSON = f"{CASE}personer/<uuid:person_id>/"

urlpatterns = [
    path("sager/", lists.cases, name="cases"),
    path("sager/ny/", lists.case_open, name="case_open"),
    path("afgoerelser/venter/", deciding.decisions_waiting, name="decisions_waiting"),
    path("stedfortraeder/", deciding.deputies, name="deputies"),
    path("stedfortraeder/<uuid:public_id>/slut/", deciding.deputy_end, name="deputy_end"),
    path(CASE, page.case, name="case"),
    path(f"{CASE}luk/", lists.case_close, name="case_close"),
    path(f"{CASE}kreds/", circle.case_circle, name="case_circle"),
    path(f"{CASE}raadgiver/", lists.case_adviser, name="case_adviser"),
    path(f"{CASE}historie/", lists.case_story, name="case_story"),
    path(f"{CASE}historie/laest/", lists.case_story_read, name="case_story_read"),
    path(f"{CASE}personer/", people.people, name="case_people"),
    path(f"{CASE}personer/find/", people.find, name="case_person_find"),
    path(f"{CASE}personer/ny/", people.add, name="case_person_add"),
    path(PERSON, people_change.change, name="case_person"),
    path(f"{PERSON}slaegt/", people_change.relation, name="case_person_relation"),
    path(f"{PERSON}myndighed/", people_change.custody, name="case_person_custody"),
    path(f"{PERSON}bolig/", people_change.homes, name="case_person_homes"),
    path(f"{PERSON}udgaar/", people_change.end, name="case_person_end"),
    path(f"{CASE}screening/", work.case_screening, name="case_screening"),
    path(f"{CASE}undersoegelse/<uuid:assessment_id>/", work.assessment, name="assessment"),
    path(f"{CASE}plan/", work.case_plan, name="case_plan"),
    path(f"{CASE}maal/ny/", goals.goal_new, name="goal_new"),
    path(f"{CASE}maal/<uuid:goal_id>/", goals.goal_edit, name="goal_edit"),
    path(f"{CASE}maal/<uuid:goal_id>/slut/", goals.goal_end, name="goal_end"),
    path(f"{CASE}maal/<uuid:goal_id>/fremgang/", goals.goal_progress, name="goal_progress"),
    path(f"{CASE}afgoerelse/", measures.decision_new, name="decision_new"),
    path(
        f"{CASE}afgoerelse/<uuid:decision_id>/begynd/",
        measures.measure_start,
        name="measure_start",
    ),
    path(
        f"{CASE}afgoerelse/<uuid:decision_id>/godkend/",
        deciding.decision_approve,
        name="decision_approve",
    ),
    path(
        f"{CASE}afgoerelse/<uuid:decision_id>/nej/",
        deciding.decision_decline,
        name="decision_decline",
    ),
    path(
        f"{CASE}afgoerelse/<uuid:decision_id>/underrettet/",
        measures.decision_notified,
        name="decision_notified",
    ),
    path(
        f"{CASE}afgoerelse/<uuid:decision_id>/breve/",
        granting.decision_letters,
        name="decision_letters",
    ),
    path(
        f"{CASE}afgoerelse/<uuid:decision_id>/samtykke/",
        granting.decision_consent,
        name="decision_consent",
    ),
    path(
        f"{CASE}afgoerelse/<uuid:decision_id>/klage/",
        granting.complaint_new,
        name="complaint_new",
    ),
    path(f"{CASE}klage/<uuid:complaint_id>/", granting.complaint, name="complaint"),
    path(f"{CASE}opfoelgning/bevilg/", granting.follow_up_grant, name="follow_up_grant"),
    path(f"{CASE}indsats/<uuid:measure_id>/slut/", measures.measure_end, name="measure_end"),
    path(f"{CASE}koordinering/", coordination.coordination, name="coordination"),
    path(
        f"{CASE}koordinering/i-brug/",
        coordination.coordination_activate,
        name="coordination_activate",
    ),
    path(
        f"{CASE}koordinering/<uuid:task_id>/faerdig/",
        coordination.coordination_task_done,
        name="coordination_task_done",
    ),
    path(
        f"{CASE}koordinering/<uuid:task_id>/tid/",
        coordination.coordination_slot,
        name="coordination_slot",
    ),
    path(
        f"{CASE}koordinering/tid/<uuid:slot_id>/slut/",
        coordination.coordination_slot_end,
        name="coordination_slot_end",
    ),
    path(f"{CASE}moeder/nyt/", meetings.meeting_new, name="case_meeting_new"),
    path(f"{CASE}moeder/<uuid:meeting_id>/holdt/", meetings.meeting_held, name="case_meeting_held"),
    path(
        f"{CASE}moeder/<uuid:meeting_id>/aflys/",
        meetings.meeting_cancel,
        name="case_meeting_cancel",
    ),
    path(f"{CASE}opfoelgning/", follow_ups.follow_up, name="follow_up"),
    path(f"{CASE}haendelse/", events.case_event, name="case_event"),
    path(f"{CASE}opfoelgning/rytme/", rhythm.follow_up_rhythm, name="follow_up_rhythm"),
    path(f"{CASE}opfoelgning/flyt/", follow_ups.follow_up_move, name="follow_up_move"),
]
