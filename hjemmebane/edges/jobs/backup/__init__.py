"""Backup and restore of one installation: database, stored files and audit head, keys never.

Reading goes past the records' queries and restoring past their actions: a whole database is moved,
no family is looked at. Its ADR (docs/adr) says why that is allowed here and nowhere else.
"""
