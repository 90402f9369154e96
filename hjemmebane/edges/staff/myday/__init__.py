"""Min dag: today's visits, what is due and why, what turned, what waits."""
