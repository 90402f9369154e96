"""What leaders ask of the whole."""
