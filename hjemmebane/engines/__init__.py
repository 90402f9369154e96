"""Heavy reckoning: pure functions on numeric libraries, started by jobs only."""
