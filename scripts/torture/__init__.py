"""Torture: processes, database, disk and clock are hurt under people who write and read."""
