"""Courses: the course page, contacts, and what steers a course."""
