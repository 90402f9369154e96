"""What a contact, a meeting and a goal touched can be, and the Danish words for it."""

from enum import StrEnum

from hjemmebane.domain.goals import Judgement


class ContactKind(StrEnum):
    """Whether a contact counts as the follow-up the law asks for; never mixed up."""

    INFORMAL = "informal"
    FORMAL = "formal"


class ContactState(StrEnum):
    """Where a contact stands; only a held one counts."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"
    MOVED = "moved"
    NOBODY_HOME = "nobody_home"


class CancelReason(StrEnum):
    """Why a contact was not held: at most six choices, text is optional."""

    FAMILY_ILL = "family_ill"
    FAMILY_DECLINED = "family_declined"
    WORKER_ABSENT = "worker_absent"
    SAFETY = "safety"
    OTHER = "other"


class TwoReason(StrEnum):
    """Why two come to a visit for their safety; read by those who come, and by nobody else."""

    THREATS = "threats"
    SUBSTANCE = "substance"
    ANIMAL = "animal"
    UNKNOWN = "unknown"
    REMOTE = "remote"
    OTHER = "other"


class FrequencySource(StrEnum):
    """Who decided how often to meet."""

    AGREED = "agreed"
    ADVISER_SET = "adviser_set"


class Party(StrEnum):
    """Who can be asked to a meeting."""

    PARENT = "parent"
    CHILD = "child"
    ADVISER = "adviser"
    WORKER = "worker"
    NETWORK = "network"
    PARTNER = "partner"
    LEADER = "leader"
    PLACEMENT = "placement"


class CourseEndReason(StrEnum):
    """Why a course came to its end."""

    AS_PLANNED = "as_planned"
    GOALS_MET = "goals_met"
    FAMILY_STOPPED = "family_stopped"
    OTHER_HELP = "other_help"
    MOVED_AWAY = "moved_away"
    OTHER = "other"


class ExtensionReason(StrEnum):
    """Why a course is made longer: at most six choices, text is optional."""

    GOALS_NEARLY_MET = "goals_nearly_met"
    PAUSE = "pause"
    NEW_NEED = "new_need"
    NETWORK = "network"
    OTHER = "other"


class OrderAim(StrEnum):
    """What help in the home is for: change expected, or a lack made up for."""

    TREATMENT = "treatment"
    COMPENSATORY = "compensatory"
    BOTH = "both"


CONTACT_KIND_WORDS = {
    ContactKind.INFORMAL: "Uformel kontakt",
    ContactKind.FORMAL: "Formel opfølgning",
}
FAMILY_KIND_WORDS = {
    ContactKind.INFORMAL: "Almindeligt besøg",
    ContactKind.FORMAL: "Formel opfølgning på planen",
}
COURSE_IS_OVER = "Forløbet er slut"
"""Why what was still planned is cancelled when its course ends."""
CONTACT_STATE_WORDS = {
    ContactState.PLANNED: "planlagt",
    ContactState.HELD: "holdt",
    ContactState.CANCELLED: "aflyst",
    ContactState.MOVED: "flyttet",
    ContactState.NOBODY_HOME: "ingen hjemme",
}
CANCEL_REASON_WORDS = {
    CancelReason.FAMILY_ILL: "Sygdom i familien",
    CancelReason.FAMILY_DECLINED: "Familien meldte fra",
    CancelReason.WORKER_ABSENT: "Behandleren kunne ikke",
    CancelReason.SAFETY: "Ikke trygt at komme",
    CancelReason.OTHER: "Andet",
}
FREQUENCY_SOURCE_WORDS = {
    FrequencySource.AGREED: "Aftalt med familien",
    FrequencySource.ADVISER_SET: "Fastsat af rådgiver",
}
GOAL_TOUCH_WORDS = {
    Judgement.FORWARD: "Fremad",
    Judgement.SAME: "Som før",
    Judgement.BACK: "Svært",
}
PARTY_WORDS = {
    Party.PARENT: "forældre",
    Party.CHILD: "barn",
    Party.ADVISER: "rådgiver",
    Party.WORKER: "behandler",
    Party.NETWORK: "netværk",
    Party.PARTNER: "skole, dagtilbud eller anden fagperson",
    Party.LEADER: "leder",
    Party.PLACEMENT: "plejefamilie eller anbringelsessted",
}
ORDER_AIM_WORDS = {
    OrderAim.TREATMENT: "Behandling: forandring er målet",
    OrderAim.COMPENSATORY: "Kompensation: støtten træder i stedet for noget",
    OrderAim.BOTH: "Begge dele",
}
TWO_REASON_WORDS = {
    TwoReason.THREATS: "Trusler eller vold",
    TwoReason.SUBSTANCE: "Påvirkede i hjemmet",
    TwoReason.ANIMAL: "Et dyr, vi ikke er trygge ved",
    TwoReason.UNKNOWN: "Vi kender ikke hjemmet endnu",
    TwoReason.REMOTE: "Stedet ligger afsides, eller det er aften",
    TwoReason.OTHER: "Andet",
}
TWO = 2


def two_words(workers: int) -> str:
    """Return what everybody may read of a visit that asks for two: that it does, and who lacks."""
    return "To medarbejdere" if workers >= TWO else "To medarbejdere. Der mangler en"


COURSE_END_WORDS = {
    CourseEndReason.AS_PLANNED: "Som planlagt",
    CourseEndReason.GOALS_MET: "Målene er nået",
    CourseEndReason.FAMILY_STOPPED: "Familien trækker sig",
    CourseEndReason.OTHER_HELP: "Familien får anden hjælp",
    CourseEndReason.MOVED_AWAY: "Familien er flyttet",
    CourseEndReason.OTHER: "Andet",
}
EXTENSION_REASON_WORDS = {
    ExtensionReason.GOALS_NEARLY_MET: "Målene er tæt på",
    ExtensionReason.PAUSE: "Forløbet har været på pause",
    ExtensionReason.NEW_NEED: "Der er kommet noget nyt",
    ExtensionReason.NETWORK: "Netværket skal nå at overtage",
    ExtensionReason.OTHER: "Andet",
}
