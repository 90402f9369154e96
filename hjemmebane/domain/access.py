"""The words of rights: who someone is to a family, what is looked at, and how much of it shows."""

from enum import StrEnum


class Register(StrEnum):
    """The two registers of persons; nothing joins them save a `KnownAs` link."""

    AUTHORITY = "authority"
    PREVENTION = "prevention"


class Area(StrEnum):
    """The four fields of the concept: authority, provider, universal, and the joining field."""

    AUTHORITY = "authority"
    PROVIDER = "provider"
    UNIVERSAL = "universal"
    COORDINATION = "coordination"


class UnitKind(StrEnum):
    """What a unit is for."""

    RECEPTION = "reception"
    AUTHORITY = "authority"
    PROVIDER = "provider"
    PREVENTION = "prevention"
    UNIVERSAL = "universal"


class UniversalServiceType(StrEnum):
    """The nine universal services around children and families."""

    HEALTH_VISITING = "sundhedspleje"
    DAY_CARE = "dagtilbud"
    DENTAL_CARE = "tandpleje"
    SCHOOL = "skole"
    LEISURE_CLUB = "fritidsklub"
    PPR = "ppr"
    YOUTH_GUIDANCE = "uu"
    SSP = "ssp"
    YOUTH_EDUCATION = "ungdomsuddannelse"


class UserKind(StrEnum):
    """Which door a user comes in by."""

    STAFF = "staff"
    FAMILY = "family"
    PARTNER = "partner"
    SERVICE = "service"


class RoleKey(StrEnum):
    """The roles a user may hold."""

    ADVISER = "adviser"
    TEAM_LEADER = "team_leader"
    AUTHORITY_HEAD = "authority_head"
    RECEPTION = "reception"
    THERAPIST = "therapist"
    PROVIDER_HEAD = "provider_head"
    PREVENTION_WORKER = "prevention_worker"
    PREVENTION_LEADER = "prevention_leader"
    PARTNER = "partner"
    PARENT = "parent"
    CHILD = "child"
    ADMINISTRATOR = "administrator"
    CONTROLLER = "controller"
    SERVICE = "service"


CASE_LEADERS = frozenset({RoleKey.TEAM_LEADER, RoleKey.AUTHORITY_HEAD})
COURSE_LEADERS = frozenset({RoleKey.PROVIDER_HEAD, RoleKey.PREVENTION_LEADER})
LEADERS = CASE_LEADERS | COURSE_LEADERS
"""The roles that lead a team or a unit: where cases are worked, and where courses are given."""
AUTHORITY_ROLES = CASE_LEADERS | {RoleKey.ADVISER, RoleKey.RECEPTION}
PREVENTION_ROLES = frozenset({RoleKey.PREVENTION_WORKER, RoleKey.PREVENTION_LEADER})
"""The roles of the authority and those of early prevention: nobody holds one of each."""
DEADLINE_LEADERS = CASE_LEADERS | {RoleKey.PREVENTION_LEADER}
"""The leaders of those who answer for deadlines."""


class Relation(StrEnum):
    """What a reader is to the family whose record is looked at: the columns of the rights table."""

    ADVISER = "adviser"
    THERAPIST = "therapist"
    PROVIDER_HEAD = "provider_head"
    NOTE_READER = "note_reader"
    AUTHORITY_HEAD = "authority_head"
    RECEPTION = "reception"
    PREVENTION = "prevention"
    PARTNER = "partner"
    CUSTODY_PARENT = "custody_parent"
    PARENT = "parent"
    CHILD_15 = "child_15"
    CHILD = "child"
    SERVICE = "service"


ON_COURSE = frozenset({Relation.THERAPIST, Relation.PREVENTION})
"""The relations of those who work on a course; a unit's head is tied to it by name only."""


class Aspect(StrEnum):
    """What is looked at: the rows of the rights table."""

    CASE_EXISTS = "case_exists"
    INTAKE = "intake"
    PLAN = "plan"
    NETWORK = "network"
    CONTACT_HELD = "contact_held"
    CONTACT_TEXT = "contact_text"
    CASE_NOTE = "case_note"
    FEEDBACK = "feedback"
    CHILD_VIEW = "child_view"
    PREVENTION_COURSE = "prevention_course"
    PARENT_PLAN = "parent_plan"
    PROTECTED = "protected"
    SUPERVISION = "supervision"
    LOOKUPS = "lookups"


class Level(StrEnum):
    """How much shows: the cells of the rights table, least first."""

    NO = "no"
    REQUEST = "by_request"
    NUMBERS = "numbers"
    REASON = "on_reason"
    TREND = "trend"
    NAMES = "names"
    OWN = "own"
    ORDER = "order"
    REVEAL = "by_reveal"
    YES = "yes"


SHOWS_PERSONS = frozenset({Level.NAMES, Level.OWN, Level.ORDER, Level.YES})
"""The levels at which a record itself (not only numbers about it) reaches the reader."""


class DossierKind(StrEnum):
    """What a dossier holds."""

    CASE = "case"
    PREVENTION = "prevention"
    ENQUIRY = "enquiry"
    NOTIFICATION = "notification"


class BreakGlassReason(StrEnum):
    """Why a record was opened that one's work alone does not open."""

    ACUTE = "acute"
    DUTY = "duty"
    SUBSTITUTE = "substitute"
    COMPLAINT = "complaint"
    QUALITY = "quality"
    OTHER = "other"
