"""Reports set as PDF and DOCX; imported by jobs only."""
