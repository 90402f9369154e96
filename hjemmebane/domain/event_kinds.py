"""What can happen in a case and start, move or close a deadline; and what a deadline is about."""

from enum import StrEnum


class EventKind(StrEnum):
    """The closed list of things that start, move or close a deadline."""

    ENQUIRY_RECEIVED = "enquiry_received"
    DANGER_READ = "danger_read"
    NOTIFICATION_RECEIVED = "notification_received"
    DANGER_ASSESSED = "danger_assessed"
    RECEIPT_SENT = "receipt_sent"
    BECAME_AWARE = "became_aware"
    ASSESSMENT_FINISHED = "assessment_finished"
    DECISION_MADE = "decision_made"
    PLAN_MADE = "plan_made"
    MEASURE_STARTED = "measure_started"
    MEASURE_ENDED = "measure_ended"
    FOLLOW_UP_HELD = "follow_up_held"
    ALLOCATED = "allocated"
    FIRST_CONTACT = "first_contact"
    REPORT_SHARED = "report_shared"
    REPORT_READ = "report_read"
    OUTCOME_KNOWN = "outcome_known"
    NOTIFIER_TOLD = "notifier_told"
    NOTIFIED_AGAIN = "notified_again"
    CASE_JUDGED_ANEW = "case_judged_anew"
    FAMILY_MOVED = "family_moved"
    PAPERS_SENT = "papers_sent"
    SCREENED = "screened"
    CLARIFICATION_BEGUN = "clarification_begun"
    CLARIFICATION_FINISHED = "clarification_finished"
    INPATIENT_ASSESSMENT_DECIDED = "inpatient_assessment_decided"
    URGENT_DECISION_MADE = "urgent_decision_made"
    PLACEMENT_DECIDED = "placement_decided"
    PLACEMENT_PROPOSED = "placement_proposed"
    YOUTH_SUPPORT_DECIDED = "youth_support_decided"
    YOUTH_PLAN_MADE = "youth_plan_made"
    CHILD_HEARD = "child_heard"
    RIGHTS_TOLD = "rights_told"
    DECISION_NOTIFIED = "decision_notified"
    COMPLAINT_LODGED = "complaint_lodged"
    COMPLAINT_RECEIVED = "complaint_received"
    REASSESSED = "reassessed"
    COMMITTEE_COMPLAINT_RECEIVED = "committee_complaint_received"
    COMPLAINT_ANSWERED = "complaint_answered"
    CHAIR_DECIDED = "chair_decided"
    COMMITTEE_APPROVED = "committee_approved"
    APPLICATION_RECEIVED = "application_received"
    ACCESS_ASKED = "access_asked"
    ACCESS_ANSWERED = "access_answered"
    DATA_ASKED = "data_asked"
    DATA_ANSWERED = "data_answered"
    BREACH_FOUND = "breach_found"
    BREACH_REPORTED = "breach_reported"
    PLACED = "placed"
    VISIT_HELD = "visit_held"
    SIBLINGS_CONSIDERED = "siblings_considered"
    SUPPORT_PERSON_OFFERED = "support_person_offered"
    PARENT_SUPPORT_DECIDED = "parent_support_decided"
    PARENT_SUPPORT_BEGUN = "parent_support_begun"
    PARENT_PLAN_REVISED = "parent_plan_revised"
    RETURN_DECIDED = "return_decided"
    PLACE_HEARD = "place_heard"
    RETURN_BEGUN = "return_begun"
    RETURN_FINISHED = "return_finished"
    DISABILITY_KNOWN = "disability_known"
    FAMILY_GUIDE_OFFERED = "family_guide_offered"
    TRANSITION_READY = "transition_ready"
    YOUTH_SUPPORT_CONSIDERED = "youth_support_considered"
    OWN_CONSENT_ASKED = "own_consent_asked"
    YOUTH_SUPPORT_ENDED = "youth_support_ended"
    TURNED_10 = "turned_10"
    TURNED_15 = "turned_15"
    TURNED_16 = "turned_16"
    TURNED_17_AND_A_HALF = "turned_17_and_a_half"
    TURNED_18 = "turned_18"
    TURNED_23 = "turned_23"

    @property
    def words(self) -> str:
        """Return what happened, in Danish, to stand after a date."""
        return EVENT_WORDS[self]


EVENT_WORDS = {
    EventKind.ENQUIRY_RECEIVED: "henvendelsen kom",
    EventKind.DANGER_READ: "henvendelsen blev læst for fare",
    EventKind.NOTIFICATION_RECEIVED: "underretningen kom",
    EventKind.DANGER_ASSESSED: "underretningen blev vurderet",
    EventKind.RECEIPT_SENT: "kvitteringen blev sendt",
    EventKind.BECAME_AWARE: "kommunen blev opmærksom på barnet",
    EventKind.ASSESSMENT_FINISHED: "undersøgelsen blev færdig",
    EventKind.DECISION_MADE: "afgørelsen blev truffet",
    EventKind.PLAN_MADE: "planen blev færdig",
    EventKind.MEASURE_STARTED: "indsatsen begyndte",
    EventKind.MEASURE_ENDED: "indsatsen sluttede",
    EventKind.FOLLOW_UP_HELD: "opfølgningen blev holdt",
    EventKind.ALLOCATED: "familien blev fordelt",
    EventKind.FIRST_CONTACT: "den første kontakt blev taget",
    EventKind.REPORT_SHARED: "rapporten blev delt med familien",
    EventKind.REPORT_READ: "familien læste rapporten",
    EventKind.OUTCOME_KNOWN: "det blev afgjort, hvad der sker med underretningen",
    EventKind.NOTIFIER_TOLD: "fagpersonen fik besked om, hvad der sker",
    EventKind.NOTIFIED_AGAIN: "en ny underretning kom på et barn, der allerede får hjælp",
    EventKind.CASE_JUDGED_ANEW: "hele sagen blev genvurderet",
    EventKind.FAMILY_MOVED: "familien flyttede til en anden kommune",
    EventKind.PAPERS_SENT: "den nye kommune fik underretning og papirer",
    EventKind.SCREENED: "screeningen blev skrevet",
    EventKind.CLARIFICATION_BEGUN: "afdækningen blev valgt",
    EventKind.CLARIFICATION_FINISHED: "afdækningen blev færdig",
    EventKind.INPATIENT_ASSESSMENT_DECIDED: "udvalget besluttede en undersøgelse på sygehus",
    EventKind.URGENT_DECISION_MADE: "afgørelsen blev truffet i en fart uden handleplan",
    EventKind.PLACEMENT_DECIDED: "anbringelsen blev besluttet med samtykke",
    EventKind.PLACEMENT_PROPOSED: "indstillingen om anbringelse uden samtykke blev sendt",
    EventKind.YOUTH_SUPPORT_DECIDED: "ungestøtten blev besluttet",
    EventKind.YOUTH_PLAN_MADE: "ungeplanen blev færdig",
    EventKind.CHILD_HEARD: "barnet blev hørt, eller det blev begrundet, hvorfor ikke",
    EventKind.RIGHTS_TOLD: "barnet fik sine rettigheder at vide",
    EventKind.DECISION_NOTIFIED: "afgørelsen nåede frem",
    EventKind.COMPLAINT_LODGED: "der blev klaget",
    EventKind.COMPLAINT_RECEIVED: "klagen kom",
    EventKind.REASSESSED: "afgørelsen blev genvurderet",
    EventKind.COMMITTEE_COMPLAINT_RECEIVED: "klagen over udvalget kom til Ankestyrelsen",
    EventKind.COMPLAINT_ANSWERED: "Ankestyrelsen svarede",
    EventKind.CHAIR_DECIDED: "formanden traf en foreløbig afgørelse",
    EventKind.COMMITTEE_APPROVED: "udvalget godkendte den foreløbige afgørelse",
    EventKind.APPLICATION_RECEIVED: "ansøgningen kom",
    EventKind.ACCESS_ASKED: "der blev bedt om aktindsigt",
    EventKind.ACCESS_ANSWERED: "aktindsigten blev afgjort",
    EventKind.DATA_ASKED: "en borger bad om indsigt i sine oplysninger",
    EventKind.DATA_ANSWERED: "borgeren fik svar om sine oplysninger",
    EventKind.BREACH_FOUND: "bruddet på datasikkerheden blev opdaget",
    EventKind.BREACH_REPORTED: "bruddet blev anmeldt til Datatilsynet",
    EventKind.PLACED: "barnet blev anbragt",
    EventKind.VISIT_HELD: "tilsynsbesøget blev holdt",
    EventKind.SIBLINGS_CONSIDERED: "søskendes behov for støtte blev overvejet",
    EventKind.SUPPORT_PERSON_OFFERED: "forældrene fik tilbud om en støtteperson",
    EventKind.PARENT_SUPPORT_DECIDED: "støtten til forældrene blev afgjort",
    EventKind.PARENT_SUPPORT_BEGUN: "støtten til forældrene begyndte",
    EventKind.PARENT_PLAN_REVISED: "forældrehandleplanen blev set efter",
    EventKind.RETURN_DECIDED: "hjemgivelsen blev besluttet",
    EventKind.PLACE_HEARD: "anbringelsesstedet udtalte sig",
    EventKind.RETURN_BEGUN: "hjemgivelsesperioden begyndte",
    EventKind.RETURN_FINISHED: "barnet flyttede hjem",
    EventKind.DISABILITY_KNOWN: "kommunen fik kendskab til, at barnet har en funktionsnedsættelse",
    EventKind.FAMILY_GUIDE_OFFERED: "familien fik tilbud om en familievejleder",
    EventKind.TRANSITION_READY: "overgangen til voksenlivet var forberedt",
    EventKind.YOUTH_SUPPORT_CONSIDERED: "der blev truffet afgørelse om ungestøtte",
    EventKind.OWN_CONSENT_ASKED: "den unge blev selv spurgt om samtykke",
    EventKind.YOUTH_SUPPORT_ENDED: "ungestøtten blev afsluttet",
    EventKind.TURNED_10: "barnet fyldte 10 år",
    EventKind.TURNED_15: "barnet fyldte 15 år",
    EventKind.TURNED_16: "den unge fyldte 16 år",
    EventKind.TURNED_17_AND_A_HALF: "den unge blev 17 et halvt år",
    EventKind.TURNED_18: "den unge fyldte 18 år",
    EventKind.TURNED_23: "den unge fyldte 23 år",
}


class SubjectKind(StrEnum):
    """What one obligation is about."""

    ENQUIRY = "enquiry"
    NOTIFICATION = "notification"
    NOTIFIED_CHILD = "notified_child"
    CASE = "case"
    DECISION = "decision"
    MEASURE = "measure"
    FOLLOW_UP = "follow_up"
    REPORT = "report"
    CHILD = "child"
    PLACEMENT = "placement"
    COMPLAINT = "complaint"
    REQUEST = "request"
