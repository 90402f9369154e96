"""The public door: ask for help or notify of a child, without sign-in and without traces."""
