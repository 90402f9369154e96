"""Authority cases: screening, assessment, plans, goals, decisions, measures, follow-ups."""
