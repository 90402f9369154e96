"""Underretninger (Modtagelsen) and Henvendelser (Tidlig Forebyggelse): two units, two screens."""
