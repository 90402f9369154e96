"""Every route of the house, and the addresses in the canary world it is tried at."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.urls import get_resolver, reverse
from django.urls.resolvers import URLResolver

from hjemmebane.records.courses.models import TeamPlace
from hjemmebane.records.documents.models import FamilyReading, JobProgress, Passage, StoredFile
from hjemmebane.records.leadership.models import DutyDifference, WhatIf
from tests.cast import World

NOWHERE = UUID(int=0)
SKIPPED = ("account_", "mfa_", "socialaccount", "openid_connect")
"""Sign-in pages of the library: they show the signed-in user's own e-mail and nobody else."""


def all_routes() -> list[str]:
    """Return the name of every named route, with its namespace."""
    return sorted(set(_names(get_resolver(), "")))


def _names(resolver: URLResolver, space: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _names(pattern, inner)
        elif pattern.name and not pattern.name.startswith(SKIPPED):
            yield space + pattern.name


def addresses(world: World, route: str) -> list[str]:
    """Return the addresses a route is tried at: each thing in the world it may be asked for."""
    return [reverse(route, kwargs=kwargs) for kwargs in PLACES.get(route, lambda w: [{}])(world)]


Places = Callable[[World], list[dict[str, Any]]]


def _each(named: str, /, *names: str, **more: Any) -> Places:
    return lambda w: [{named: _id(w, name), **_more(w, more)} for name in names]


def _more(world: World, more: dict[str, Any]) -> dict[str, Any]:
    return {key: _id(world, name) if key.endswith("_id") else name for key, name in more.items()}


def _id(world: World, name: str) -> UUID:
    if name in world.dossiers:
        return world.dossiers[name].public_id
    found = getattr(world, name)
    return found.public_id


PERSONS = _each(
    "public_id", "frida_holm", "jonas_holm", "selma", "oliver", "lars", "ida_berg", "noah"
)
CASES = _each("public_id", "case", "oliver_open_case")
COURSES = _each("course_id", "course", "oliver_course", "berg_course")
CONTACTS = _each("contact_id", "contact", "berg_contact")
PLANNED = _each("contact_id", "planned")
REPORTS = _each("report_id", "report")
ENQUIRIES = _each("public_id", "enquiry")
NOTICES = _each("public_id", "notification")
CHILDREN = _each("public_id", "notified_child")


def _files(world: World) -> list[dict[str, Any]]:
    return [{"file_id": f.public_id} for f in StoredFile.objects.all()]


def _jobs(world: World) -> list[dict[str, Any]]:
    return [{"job_id": job.public_id} for job in JobProgress.objects.all()]


def _what_ifs(world: World) -> list[dict[str, Any]]:
    return [{"public_id": row.public_id} for row in WhatIf.objects.all()]


def _differences(world: World) -> list[dict[str, Any]]:
    return [{"public_id": row.public_id} for row in DutyDifference.objects.all()]


def _readings(world: World) -> list[dict[str, Any]]:
    rows = FamilyReading.objects.filter(report=world.report)
    return [{"report_id": world.report.public_id, "reading_id": r.public_id} for r in rows]


def _passages(world: World) -> list[dict[str, Any]]:
    rows = Passage.objects.filter(report=world.report)[:1]
    return [{"report_id": world.report.public_id, "passage_id": p.public_id} for p in rows]


def _dossiers(name: str) -> Places:
    def places(world: World) -> list[dict[str, Any]]:
        rows = (world.case.dossier, world.dossiers["berg"])
        return [{name: dossier.public_id} for dossier in rows]

    return places


def _of_case(**more: str) -> Places:
    return _each("public_id", "case", **more)


def _decision(world: World) -> list[dict[str, Any]]:
    return [{"public_id": world.case.public_id, "decision_id": world.measure.decision.public_id}]


PLACES: dict[str, Places] = {
    "family:portal_feedback": COURSES,
    "family:portal_meeting": _each("meeting_id", "case_meeting"),
    "family:portal_withdraw": _each("consent_id", "consent"),
    "family:portal_report": REPORTS,
    "family:portal_file": _files,
    "family:feedback_link": lambda w: [{"token": "ukendt"}],
    "partners:enquiry": ENQUIRIES,
    "partners:notification": NOTICES,
    "partners:task_finish": _each("public_id", "task"),
    "partners:feedback": _each("public_id", "task"),
    "jobs:progress": _jobs,
    "jobs:cancel": _jobs,
    "staff:what_if": _what_ifs,
    "staff:difference": _differences,
    "staff:letters_of_decision": lambda w: [
        {"decision_id": w.measure.decision.public_id},
    ],
    "staff:service": lambda w: [{"key": "familiebehandling"}],
    "staff:case_services": CASES,
    "staff:case_service_choose": lambda w: [{**c, "key": "familiebehandling"} for c in CASES(w)],
    "staff:meeting_replies": _each("meeting_id", "case_meeting"),
    **{
        f"api:{name}": _each("case_id", "case", "oliver_open_case")
        for name in ("case_read", "case_status", "case_obligations", "note_list", "note_write")
    },
    "staff:person": PERSONS,
    "staff:person_reveal": lambda w: [{**p, "what": "adresse"} for p in PERSONS(w)],
    "staff:consent_new": _dossiers("public_id"),
    "staff:signposting": _dossiers("dossier_id"),
    "staff:consent_withdraw": _each("public_id", "consent"),
    "staff:system_close": lambda w: [{"public_id": NOWHERE}],
    "staff:break_glass_seen": lambda w: [{"public_id": NOWHERE}],
    "staff:notification": NOTICES,
    "staff:notification_receipt": NOTICES,
    "staff:notification_correct": NOTICES,
    "staff:notified_child_identify": CHILDREN,
    "staff:notified_child_assess": CHILDREN,
    "staff:notified_child_known": CHILDREN,
    "staff:notified_child_refer": CHILDREN,
    "staff:mirror_answer": lambda w: [{"public_id": NOWHERE}],
    "staff:mirror_ask": lambda w: [{"public_id": w.enquiry.children.get().public_id}],
    "staff:known_answer": lambda w: [{"public_id": NOWHERE}],
    **{
        f"staff:{name}": ENQUIRIES
        for name in (
            "enquiry",
            "enquiry_read",
            "enquiry_notify",
            "advice_reply",
            "enquiry_stop",
            "enquiry_triage",
            "enquiry_allocate",
            "enquiry_contact",
            "enquiry_family",
        )
    },
    **{
        f"staff:{name}": CASES
        for name in (
            "case",
            "case_close",
            "case_adviser",
            "case_circle",
            "case_story",
            "case_story_read",
            "case_people",
            "case_person_find",
            "case_person_add",
            "case_screening",
            "case_plan",
            "goal_new",
            "decision_new",
            "coordination",
            "coordination_activate",
            "follow_up",
            "follow_up_grant",
            "follow_up_move",
            "follow_up_rhythm",
            "case_risk",
            "case_reviews",
            "case_event",
            "case_meeting_new",
        )
    },
    **{
        f"staff:{name}": _of_case(person_id="frida_holm")
        for name in (
            "case_person",
            "case_person_relation",
            "case_person_custody",
            "case_person_homes",
            "case_person_end",
        )
    },
    "staff:case_meeting_held": _of_case(meeting_id="case_meeting"),
    "staff:case_meeting_cancel": _of_case(meeting_id="case_meeting"),
    "staff:decision_approve": _decision,
    **{
        f"staff:{name}": _decision
        for name in ("decision_letters", "letter_files", "decision_consent", "complaint_new")
    },
    "staff:complaint": _of_case(complaint_id="case"),
    "staff:decision_correct": _decision,
    "staff:decision_decline": _decision,
    "staff:decision_notified": _decision,
    "staff:deputy_end": lambda w: [{"public_id": NOWHERE}],
    "staff:assessment": _of_case(assessment_id="assessment"),
    "staff:goal_edit": _of_case(goal_id="goal"),
    "staff:goal_end": _of_case(goal_id="goal"),
    "staff:goal_progress": _of_case(goal_id="goal"),
    "staff:measure_start": _decision,
    "staff:measure_end": _of_case(measure_id="measure"),
    "staff:coordination_task_done": _of_case(task_id="task"),
    "staff:coordination_slot": _of_case(task_id="task"),
    "staff:coordination_slot_end": _of_case(slot_id="slot"),
    "staff:course_start": _dossiers("dossier_id"),
    **{
        f"staff:{name}": COURSES
        for name in (
            "course",
            "course_notes",
            "contact_write",
            "contact_plan",
            "course_carry_on",
            "course_hand_on",
            "course_methods",
            "course_buyout",
            "course_pause",
            "course_resume",
            "group_ask",
            "course_work_add",
            "course_extension",
            "course_frequency",
            "course_goal",
            "course_outcome",
            "course_end",
            "course_focus",
            "course_target",
            "course_team",
            "report_open",
            "feedback",
            "feedback_link_make",
        )
    },
    "staff:group": _each("group_id", "group"),
    "staff:group_session_new": _each("group_id", "group"),
    "staff:group_session": _each("group_id", "group", session_id="group_session"),
    "staff:group_leave": lambda w: [
        {"group_id": w.group.public_id, "place_id": place.public_id}
        for place in (w.berg_place, w.holm_place)
    ],
    **{
        f"staff:{name}": lambda w: [
            {**c, "place_id": place.public_id}
            for c in COURSES(w)
            for place in TeamPlace.objects.filter(course__public_id=c["course_id"])[:1]
        ]
        for name in ("course_place", "course_place_leave")
    },
    "staff:course_method": lambda w: [{**c, "key": "morning-walkthrough"} for c in COURSES(w)],
    "staff:course_goal_stance": _each("course_id", "course", goal_id="goal"),
    "staff:course_phase": _each("course_id", "course", phase="motivation"),
    "staff:course_work_move": _each("course_id", "course", work_id="course"),
    "staff:course_focus_point": _each("course_id", "course", focus_id="course"),
    "staff:course_focus_end": _each("course_id", "course", focus_id="course"),
    "staff:course_milestone": _each("course_id", "course", key="final_report"),
    "staff:course_element": lambda w: [{**c, "key": "alliance"} for c in COURSES(w)],
    "staff:course_topic": lambda w: [{**c, "key": "concern"} for c in COURSES(w)],
    "staff:course_meeting": lambda w: [{**c, "key": "start_meeting"} for c in COURSES(w)],
    "staff:course_meeting_held": _each("course_id", "course", meeting_id="course"),
    "staff:course_extension_decide": _each("course_id", "berg_course", extension_id="berg_course"),
    "staff:contact": CONTACTS,
    "staff:contact_edit": CONTACTS,
    "staff:contact_note": PLANNED,
    "staff:contact_cancel": PLANNED,
    "staff:contact_move": PLANNED,
    "staff:meeting_point": _each("meeting_id", "case_meeting"),
    "staff:rule_version_choose": lambda w: [{"key": "L-F4"}],
    "staff:obligation": _each("public_id", "obligation"),
    "staff:obligation_lift": _each("public_id", "obligation"),
    "staff:obligation_paper": _each("public_id", "obligation"),
    "staff:obligation_move": _each("public_id", "obligation"),
    "staff:obligation_correct": _each("public_id", "obligation"),
    "staff:calendar_file": lambda w: [{"token": "ukendt"}],
    "staff:catalogue_rule": lambda w: [{"key": "U1", "version": 2}],
    "staff:catalogue_programme": lambda w: [{"key": "home-support", "version": "2"}],
    "family:programme": lambda w: [{"key": "home-support"}],
    "staff:catalogue_profile": lambda w: [{"key": "lindeborg"}],
    "staff:report_file": _files,
    **{
        f"staff:{name}": REPORTS
        for name in (
            "report",
            "report_write",
            "report_redraw",
            "report_to_family",
            "report_take_back",
            "report_send",
            "report_send_unread",
            "report_files",
        )
    },
    "staff:report_passage": _passages,
    "staff:report_leave_out": _passages,
    "staff:report_reading": _readings,
    **{
        f"staff:{name}": _each("course_id", "course", link_id="link")
        for name in ("feedback_link", "feedback_code", "feedback_link_revoke")
    },
    "staff:response": _each("response_id", "response", "partner_response"),
    "staff:response_read": _each("response_id", "response"),
    "staff:response_change": _each("response_id", "response"),
    "staff:family": _each("public_id", "holm", "berg"),
    "staff:clash": lambda w: [
        {"public_id": w.families[name].public_id, "mark": "ukendt"} for name in ("holm", "berg")
    ],
    "staff:leader_meeting_held": _each("public_id", "leader_meeting"),
    "staff:coherence": _each("public_id", "holm", "berg"),
    "staff:goals_apart": _each("public_id", "holm", "berg"),
    "staff:goals_apart_settle": _each("public_id", "holm", conflict_id="goal_conflict"),
    "staff:network": _each("public_id", "holm", "berg"),
    "staff:network_person": _each("public_id", "holm", row_id="network_person"),
    "staff:network_end": _each("public_id", "holm", row_id="network_person"),
    "family:portal_network_end": _each("row_id", "network_person"),
}
