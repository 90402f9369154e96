"""Courses: a family on a programme, its contacts and what came of it."""
