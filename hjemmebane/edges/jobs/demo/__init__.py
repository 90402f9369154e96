"""The demo municipality: a generated Lindeborg, the same for the same seed and anchor day."""
