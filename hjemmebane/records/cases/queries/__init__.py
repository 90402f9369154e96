"""Reads of the cases record; each starts at what the reader may see."""

from hjemmebane.records.cases.queries.cases import (
    case_of_dossier,
    case_row,
    case_to_act_on,
    cases_list,
    concern_behind,
    get_case,
    is_contact_held_back,
    may_read,
    may_work_on,
    open_case_of,
    siblings_cases,
)
from hjemmebane.records.cases.queries.coordination import (
    coordination_of,
    get_own_task,
    get_task,
    my_tasks_as_partner,
)
from hjemmebane.records.cases.queries.counts import StatusCounts, status_counts
from hjemmebane.records.cases.queries.follow_ups import (
    follow_up_row,
    follow_ups_of,
    get_follow_up,
    open_follow_up,
)
from hjemmebane.records.cases.queries.goals import get_goal, goals_of, speaker_of
from hjemmebane.records.cases.queries.lines import (
    SORTS,
    CaseLine,
    CaseLines,
    CaseWanted,
    CaseWhole,
    case_line,
    case_lines,
    case_whole,
)
from hjemmebane.records.cases.queries.measures import get_measure, ladder_of, measures_of
from hjemmebane.records.cases.queries.notes import NoteRow, get_note, note_row, notes_of
from hjemmebane.records.cases.queries.options import (
    adviser_of,
    measure_options,
    step_label,
    step_options,
)
from hjemmebane.records.cases.queries.work import (
    assessments_of,
    decisions_of,
    get_assessment,
    get_decision,
    get_plan,
    plans_of,
    screening_of,
)

__all__ = [
    "SORTS",
    "CaseLine",
    "CaseLines",
    "CaseWanted",
    "CaseWhole",
    "NoteRow",
    "StatusCounts",
    "adviser_of",
    "assessments_of",
    "case_line",
    "case_lines",
    "case_of_dossier",
    "case_row",
    "case_to_act_on",
    "case_whole",
    "cases_list",
    "concern_behind",
    "coordination_of",
    "decisions_of",
    "follow_up_row",
    "follow_ups_of",
    "get_assessment",
    "get_case",
    "get_decision",
    "get_follow_up",
    "get_goal",
    "get_measure",
    "get_note",
    "get_own_task",
    "get_plan",
    "get_task",
    "goals_of",
    "is_contact_held_back",
    "ladder_of",
    "may_read",
    "may_work_on",
    "measure_options",
    "measures_of",
    "my_tasks_as_partner",
    "note_row",
    "notes_of",
    "open_case_of",
    "open_follow_up",
    "plans_of",
    "screening_of",
    "siblings_cases",
    "speaker_of",
    "status_counts",
    "step_label",
    "step_options",
]
