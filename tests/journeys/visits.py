"""Every address of the house, who visits it, and what it may be asked for.

The list is held against the URL resolver: an address without a visit fails. `find(user)` gives what
may stand in the address for a user; `find(None)` everything there is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from hjemmebane.domain.intake import EnquiryState
from hjemmebane.records.agenda.models import Meeting, Obligation
from hjemmebane.records.cases.models import (
    Assessment,
    Case,
    Complaint,
    CoordinationTask,
    Decision,
    Measure,
)
from hjemmebane.records.courses.models import (
    Contact,
    Course,
    Extension,
    FocusPoint,
    GoalConflict,
    Group,
    PlannedWork,
    TeamPlace,
)
from hjemmebane.records.documents.models import (
    JobProgress,
    Report,
    StoredFile,
)
from hjemmebane.records.feedback.models import Response
from hjemmebane.records.intake.models import Enquiry, EnquiryChild, Notification, NotifiedChild
from hjemmebane.records.leadership.models import DutyDifference, LeaderMeeting, WhatIf
from hjemmebane.records.people.models import Family, Person
from tests.journeys.finders import (
    Find,
    asked,
    asked_meetings,
    case_meetings,
    chosen_services,
    clashing,
    consents,
    coordinated,
    correctable,
    course_goals,
    dossiers,
    feeds,
    goals,
    group_places,
    group_sessions,
    headed,
    links,
    meetings,
    mirrored,
    movable,
    network,
    of,
    once,
    own_consents,
    own_meetings,
    own_network,
    passages,
    persons,
    profiles,
    programme_versions,
    programmes,
    readings,
    revealed,
    rule_keys,
    rules,
    service_keys,
    slots,
    tasks,
    tokens,
    under,
    with_key,
)

NOBODY = ""
ANNA, DORTE, NADIA, GRY = "Anna Lund", "Dorte Kjær", "Nadia Aziz", "Gry Bech"
KIRSTEN, CAMILLA, RUNE, SOFIE = "Kirsten Bang", "Camilla Riis", "Rune Holt", "Sofie Juhl"
KAREN, HANNE, PIA = "Karen Munk", "Hanne Storm", "Pia Skov"
FRIDA, JONAS, SELMA = "Frida Holm", "Jonas Holm", "Selma Holm"
PHASE = "assessment"
METHOD = "mim"
MILESTONE = "final_report"
MEETING = "network_meeting"
# Addresses that the sign-in library brings and that nobody here is sent to.
LIBRARY = (
    "account_inactive",
    "account_signup",
    "account_reauthenticate",
    "account_email",
    "account_email_verification_sent",
    "account_set_password",
    "account_confirm_login_code",
    "account_confirm_email",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_reset_password_done",
    "mfa_",
    "socialaccount_",
    "openid_connect_",
)


class Kind(StrEnum):
    """What an address answers with when it is asked for."""

    PAGE = "page"
    FILE = "file"
    AWAY = "away"  # sends on to another page
    POST = "post"  # takes what a page sends; it shows nothing by itself


@dataclass(frozen=True)
class Visit:
    """Who visits an address, and what stands in it."""

    who: tuple[str, ...]
    find: Find
    kind: Kind = Kind.PAGE


RUNNING = {"ended_on": None}
OPEN_CASE = of(Case, closed_at=None)
COURSE = of(Course, "course_id")
RUNNING_COURSE = of(Course, "course_id", **RUNNING)
FOCUS_POINT = under(FocusPoint, "course", "course_id", "focus_id")
TEAM_PLACE = under(TeamPlace, "course", "course_id", "place_id")
CONTACT = of(Contact, "contact_id")
PLANNED_CONTACT = of(Contact, "contact_id", state="planned")
HELD_CONTACT = of(Contact, "contact_id", state="held")
REPORT = of(Report, "report_id")
RESPONSE = of(Response, "response_id")
ENQUIRY = of(Enquiry)
CHILD = of(NotifiedChild)


def enquiries(*states: str, **narrowed: Any) -> Find:
    """Return a finder of enquiries that stand at a step."""
    return of(Enquiry, state__in=states, **narrowed)


def page(find: Find, *who: str) -> Visit:
    """Return the visit of a page."""
    return Visit(who, find)


def post(find: Find) -> Visit:
    """Return the visit of an address that only takes what is sent to it."""
    return Visit((), find, Kind.POST)


VISITS: dict[str, Visit] = {
    # the way in
    "was": page(once, NOBODY),
    "sign_in": page(once, NOBODY),
    "security_txt": Visit((NOBODY,), once, Kind.FILE),
    # The library's own page for developers: axe finds weak contrast and nested buttons in it, and
    # nothing of it is ours to mend. docs/api.md says the same in plain text.
    "api_docs": Visit((NOBODY,), once, Kind.FILE),
    "own_front": Visit((ANNA,), once, Kind.AWAY),
    "draft_save": post(once),
    "demo_sign_in": post(once),
    "account_login": page(once, NOBODY),
    "account_logout": page(once, ANNA),
    "account_change_password": Visit((ANNA,), once, Kind.AWAY),
    "account_reset_password": page(once, NOBODY),
    "ui:gallery": page(once, NOBODY),
    "ui:gallery_family": page(once, NOBODY),
    # the public door, and the family's own page
    "family:programmes": page(once, NOBODY),
    "family:programme": page(programmes, NOBODY),
    "family:enquiry": page(once, NOBODY),
    "family:enquiry_thanks": page(once, NOBODY),
    "family:advice_answer": page(once, NOBODY),
    "family:notification": page(once, NOBODY),
    "family:notification_thanks": page(once, NOBODY),
    "family:danger": page(once, NOBODY),
    "family:feedback_thanks": page(once, NOBODY),
    "family:feedback_link": page(tokens, NOBODY),
    "family:portal": page(once, FRIDA, SELMA),
    "family:portal_lookups": page(once, FRIDA),
    "family:portal_network": page(once, FRIDA, SELMA),
    "family:portal_network_end": post(own_network),
    "family:portal_feedback": page(COURSE, FRIDA, SELMA),
    "family:portal_meeting": page(own_meetings, FRIDA),
    "family:portal_sharing": page(once, FRIDA),
    "family:portal_withdraw": post(own_consents),
    "family:portal_report": page(REPORT, FRIDA),
    "family:portal_file": Visit((FRIDA,), of(StoredFile, "file_id"), Kind.FILE),
    # partners
    "partners:home": page(once, HANNE),
    "partners:enquiry_new": page(once, HANNE),
    "partners:enquiry": page(ENQUIRY, HANNE),
    "partners:notification_new": page(once, HANNE),
    "partners:notification": page(of(Notification), HANNE),
    "partners:feedback": page(
        of(CoordinationTask, plan__activated_at__isnull=False, plan__case__closed_at=None), HANNE
    ),
    "partners:task_finish": post(of(CoordinationTask)),
    # long work
    "jobs:progress": page(of(JobProgress, "job_id"), DORTE),
    "jobs:cancel": post(of(JobProgress, "job_id")),
    # the day, families, search, people
    "staff:myday": page(once, ANNA, DORTE, NADIA, KIRSTEN, SOFIE, CAMILLA, RUNE, GRY, PIA),
    "staff:families": page(once, ANNA, DORTE, NADIA),
    "staff:family": page(of(Family), ANNA, DORTE, NADIA),
    "staff:clash": page(clashing, ANNA),
    "staff:leader_coordination": page(once, GRY, PIA, CAMILLA),
    "staff:leader_meeting_new": page(once, GRY),
    "staff:leader_meeting_held": page(of(LeaderMeeting), GRY),
    "staff:coherence": page(of(Family), ANNA, DORTE, NADIA),
    "staff:goals_apart": page(coordinated, ANNA),
    "staff:goals_apart_settle": page(
        under(GoalConflict, "family", "public_id", "conflict_id"), CAMILLA
    ),
    "staff:network": page(of(Family), ANNA, DORTE, NADIA),
    "staff:network_person": page(network, ANNA),
    "staff:network_end": post(network),
    "staff:search": page(once, ANNA),
    "staff:person": page(of(Person), ANNA),
    "staff:person_reveal": post(revealed),
    "staff:consent_new": page(consents, ANNA),
    "staff:consent_withdraw": post(consents),
    "staff:break_glass": page(once, ANNA),
    "staff:break_glass_list": page(once, CAMILLA),
    "staff:break_glass_seen": post(OPEN_CASE),
    # what comes in
    "staff:notifications": page(once, KIRSTEN, ANNA),
    "staff:notification_new": page(once, KIRSTEN),
    "staff:notification": page(of(Notification), KIRSTEN),
    "staff:notification_correct": page(of(Notification), KIRSTEN),
    "staff:notification_receipt": post(of(Notification)),
    "staff:notified_child_identify": page(of(NotifiedChild, person=None), KIRSTEN),
    "staff:notified_child_assess": page(of(NotifiedChild, assessed_at=None), KIRSTEN),
    "staff:notified_child_known": page(CHILD, KIRSTEN),
    "staff:known_answer": page(asked, GRY),
    "staff:self_referral": page(once, KIRSTEN),
    "staff:notified_child_refer": page(CHILD, KIRSTEN),
    "staff:mirror_ask": page(of(EnquiryChild), GRY),
    "staff:mirror_answer": page(mirrored, KIRSTEN),
    "staff:enquiries": page(once, GRY, NADIA),
    "staff:enquiry_new": page(once, GRY),
    "staff:allocation": page(once, GRY),
    "staff:duty_contact": page(once, GRY),
    "staff:enquiry": page(ENQUIRY, GRY),
    "staff:enquiry_read": page(enquiries(EnquiryState.NEW), GRY),
    "staff:enquiry_notify": page(ENQUIRY, GRY),
    "staff:advice_reply": page(of(Enquiry, is_anonymous=True), GRY),
    "staff:enquiry_stop": post(ENQUIRY),
    "staff:enquiry_triage": page(enquiries(EnquiryState.READ, is_anonymous=False), GRY),
    "staff:enquiry_allocate": post(ENQUIRY),
    "staff:enquiry_contact": page(enquiries(EnquiryState.ALLOCATED), GRY),
    "staff:enquiry_family": page(enquiries(EnquiryState.CONTACTED), GRY),
    # cases
    "staff:cases": page(once, ANNA, CAMILLA, RUNE),
    "staff:case_open": page(once, KIRSTEN),
    "staff:case": page(OPEN_CASE, ANNA, DORTE),
    "staff:case_close": page(OPEN_CASE, ANNA),
    "staff:case_adviser": page(OPEN_CASE, CAMILLA),
    "staff:case_circle": page(OPEN_CASE, CAMILLA),
    "staff:case_story": page(OPEN_CASE, ANNA),
    "staff:case_story_read": page(OPEN_CASE, ANNA),
    "staff:case_people": page(OPEN_CASE, ANNA),
    "staff:case_person_find": page(OPEN_CASE, ANNA),
    "staff:case_person_add": page(OPEN_CASE, ANNA),
    "staff:case_person": page(persons, ANNA),
    "staff:case_person_relation": page(persons, ANNA),
    "staff:case_person_custody": page(persons, ANNA),
    "staff:case_person_homes": page(persons, ANNA),
    "staff:case_person_end": page(persons, ANNA),
    "staff:case_screening": page(OPEN_CASE, ANNA),
    "staff:assessment": page(under(Assessment, "case", "public_id", "assessment_id"), ANNA),
    "staff:case_plan": page(OPEN_CASE, ANNA),
    "staff:goal_new": page(OPEN_CASE, ANNA),
    "staff:goal_edit": page(goals, ANNA),
    "staff:goal_end": page(goals, ANNA),
    "staff:goal_progress": page(goals, ANNA),
    "staff:decision_new": page(OPEN_CASE, ANNA),
    "staff:measure_start": page(under(Decision, "case", "public_id", "decision_id"), ANNA),
    "staff:decision_approve": post(under(Decision, "case", "public_id", "decision_id")),
    "staff:decision_letters": page(under(Decision, "case", "public_id", "decision_id"), ANNA),
    "staff:letter_files": post(under(Decision, "case", "public_id", "decision_id")),
    "staff:letters_of_decision": Visit((ANNA,), of(Decision, "decision_id"), Kind.AWAY),
    "staff:decision_consent": page(under(Decision, "case", "public_id", "decision_id"), ANNA),
    "staff:complaint_new": page(under(Decision, "case", "public_id", "decision_id"), ANNA),
    "staff:complaint": page(under(Complaint, "case", "public_id", "complaint_id"), ANNA),
    # No follow-up is open in the demo: it sends on to where one begins.
    "staff:follow_up_grant": Visit((ANNA,), OPEN_CASE, Kind.AWAY),
    "staff:decision_correct": page(under(Decision, "case", "public_id", "decision_id"), ANNA),
    "staff:decision_decline": page(under(Decision, "case", "public_id", "decision_id"), CAMILLA),
    "staff:decisions_waiting": page(once, CAMILLA),
    "staff:deputies": page(once, CAMILLA),
    "staff:deputy_end": post(OPEN_CASE),
    "staff:decision_notified": page(under(Decision, "case", "public_id", "decision_id"), ANNA),
    "staff:case_meeting_new": page(OPEN_CASE, ANNA),
    "staff:case_meeting_held": page(case_meetings, ANNA),
    "staff:case_meeting_cancel": page(case_meetings, ANNA),
    "staff:measure_end": page(under(Measure, "case", "public_id", "measure_id", **RUNNING), ANNA),
    "staff:coordination": page(OPEN_CASE, ANNA, DORTE),
    "staff:coordination_activate": post(OPEN_CASE),
    "staff:coordination_task_done": post(tasks),
    "staff:coordination_slot": page(tasks, ANNA),
    "staff:coordination_slot_end": post(slots),
    "staff:follow_up": page(OPEN_CASE, ANNA),
    "staff:follow_up_move": page(OPEN_CASE, ANNA),
    "staff:follow_up_rhythm": page(OPEN_CASE, ANNA),
    "staff:case_risk": page(OPEN_CASE, ANNA),
    "staff:case_reviews": page(OPEN_CASE, ANNA),
    "staff:signposting": page(dossiers("case"), ANNA),
    "staff:case_event": page(OPEN_CASE, ANNA),
    # courses
    "staff:course_start": page(dossiers("case"), ANNA),
    "staff:course_extensions": page(once, CAMILLA),
    "staff:course": page(RUNNING_COURSE, DORTE, ANNA, NADIA),
    "staff:course_notes": page(headed, PIA),
    "staff:contact_write": page(RUNNING_COURSE, DORTE, NADIA),
    "staff:contact_plan": page(RUNNING_COURSE, DORTE),
    "staff:groups": page(once, NADIA, GRY),
    "staff:group_new": page(once, NADIA),
    "staff:group": page(of(Group, "group_id"), NADIA),
    "staff:group_session_new": page(of(Group, "group_id"), NADIA),
    "staff:group_session": page(group_sessions, NADIA),
    "staff:group_leave": page(group_places, NADIA),
    "staff:group_ask": page(RUNNING_COURSE, NADIA),
    "staff:course_carry_on": page(RUNNING_COURSE, DORTE),
    "staff:course_hand_on": page(RUNNING_COURSE, DORTE),
    "staff:course_team": page(RUNNING_COURSE, DORTE, ANNA),
    "staff:course_place": page(TEAM_PLACE, DORTE),
    "staff:course_place_leave": page(TEAM_PLACE, DORTE),
    "staff:course_buyout": page(RUNNING_COURSE, ANNA),
    "staff:course_pause": page(RUNNING_COURSE, DORTE),
    "staff:course_resume": page(RUNNING_COURSE, DORTE),
    "staff:course_methods": page(RUNNING_COURSE, DORTE),
    "staff:course_method": page(with_key(RUNNING_COURSE, "key", METHOD), DORTE),
    "staff:course_phase": page(with_key(RUNNING_COURSE, "phase", PHASE), DORTE),
    "staff:course_work_add": page(RUNNING_COURSE, DORTE),
    "staff:course_element": page(with_key(RUNNING_COURSE, "key", "alliance"), DORTE),
    "staff:course_topic": page(with_key(RUNNING_COURSE, "key", "concern"), DORTE),
    "staff:course_focus": page(RUNNING_COURSE, DORTE),
    "staff:course_focus_point": page(FOCUS_POINT, DORTE),
    "staff:course_focus_end": page(FOCUS_POINT, DORTE),
    "staff:course_target": page(RUNNING_COURSE, DORTE),
    "staff:course_work_move": page(under(PlannedWork, "course", "course_id", "work_id"), DORTE),
    "staff:course_milestone": page(with_key(RUNNING_COURSE, "key", MILESTONE), DORTE),
    "staff:course_meeting": page(with_key(RUNNING_COURSE, "key", MEETING), DORTE),
    "staff:course_meeting_held": page(meetings, DORTE),
    "staff:course_extension": page(RUNNING_COURSE, DORTE),
    "staff:course_extension_decide": page(
        under(Extension, "course", "course_id", "extension_id"), CAMILLA
    ),
    "staff:course_frequency": page(RUNNING_COURSE, DORTE),
    "staff:course_goal": page(RUNNING_COURSE, DORTE),
    "staff:course_goal_stance": page(course_goals, DORTE),
    "staff:course_outcome": page(RUNNING_COURSE, ANNA),
    "staff:course_end": page(RUNNING_COURSE, DORTE),
    "staff:contact": page(CONTACT, DORTE, ANNA),
    "staff:contact_note": page(PLANNED_CONTACT, DORTE),
    "staff:contact_edit": page(HELD_CONTACT, DORTE),
    "staff:contact_cancel": page(PLANNED_CONTACT, DORTE),
    "staff:contact_move": page(PLANNED_CONTACT, DORTE),
    # deadlines and the catalogue
    "staff:meeting_point": page(of(Meeting, "meeting_id", state="planned"), ANNA, DORTE),
    "staff:deadlines": page(once, ANNA, CAMILLA, RUNE, DORTE),
    "staff:meeting_replies": page(asked_meetings, ANNA),
    "staff:obligation": page(of(Obligation), ANNA),
    "staff:obligation_paper": page(of(Obligation), ANNA),
    "staff:obligation_lift": page(of(Obligation), ANNA),
    "staff:obligation_move": page(movable, ANNA),
    "staff:obligation_correct": page(correctable, ANNA),
    "staff:calendar_feed": page(once, ANNA),
    "staff:reminders": page(once, ANNA, CAMILLA),
    "staff:reminders_read": post(once),
    "staff:calendar_open": post(once),
    "staff:calendar_close": post(once),
    "staff:calendar_file": Visit((NOBODY,), feeds, Kind.FILE),
    "staff:rule_versions": page(once, CAMILLA),
    "staff:rule_version_choose": post(rule_keys),
    "staff:catalogue": page(once, ANNA, SOFIE),
    "staff:systems": page(once, SOFIE),
    "staff:system_new": page(once, SOFIE),
    "staff:system_close": post(OPEN_CASE),
    "staff:catalogue_rule": page(rules, ANNA),
    "staff:catalogue_measures": page(once, ANNA),
    "staff:catalogue_programme": page(programme_versions, DORTE),
    "staff:catalogue_profile": page(profiles, ANNA),
    # the ladder and the services
    "staff:ladder": page(once, ANNA, DORTE, GRY),
    "staff:services": page(once, ANNA, DORTE, GRY),
    "staff:service_holes": page(once, RUNE, PIA),
    "staff:service": page(service_keys, ANNA, PIA),
    "staff:case_services": page(OPEN_CASE, ANNA),
    "staff:case_service_choose": post(chosen_services),
    "partners:services": page(once, HANNE),
    # what leaders ask
    "staff:case_flow": page(once, CAMILLA, RUNE),
    "staff:what_ifs": page(once, CAMILLA, RUNE),
    "staff:what_if": page(of(WhatIf), CAMILLA, RUNE),
    "staff:control": page(once, CAMILLA, RUNE, GRY),
    "staff:difference": page(of(DutyDifference), CAMILLA),
    # reports and feedback
    "staff:reports": page(once, DORTE, ANNA),
    "staff:report_open": page(COURSE, DORTE),
    "staff:report": page(REPORT, DORTE, ANNA),
    "staff:report_write": post(REPORT),
    "staff:report_redraw": post(REPORT),
    "staff:report_passage": page(passages, DORTE),
    "staff:report_leave_out": post(passages),
    "staff:report_to_family": post(REPORT),
    "staff:report_take_back": post(REPORT),
    "staff:report_reading": page(readings, KAREN),
    "staff:report_send": post(REPORT),
    "staff:report_send_unread": page(REPORT, CAMILLA),
    "staff:report_files": post(REPORT),
    "staff:report_file": Visit((DORTE,), of(StoredFile, "file_id"), Kind.FILE),
    "staff:feedback": page(COURSE, DORTE, ANNA),
    "staff:feedback_link_make": post(COURSE),
    "staff:feedback_link": page(links, DORTE),
    "staff:feedback_code": Visit((DORTE,), links, Kind.FILE),
    "staff:feedback_link_revoke": post(links),
    "staff:response": page(RESPONSE, DORTE),
    "staff:response_read": post(RESPONSE),
    "staff:response_change": post(RESPONSE),
}


def addresses(patterns: Sequence[Any] | None = None, prefix: str = "") -> Iterator[str]:
    """Return the name of every address there is, with its namespace."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            yield from addresses(
                one.url_patterns, prefix + (f"{one.namespace}:" if one.namespace else "")
            )
        elif isinstance(one, URLPattern):
            yield f"{prefix}{one.name or one.pattern}"


def is_library(name: str) -> bool:
    """Return whether an address is the sign-in library's own and not one of ours."""
    return name.startswith(LIBRARY) or "social/" in name
