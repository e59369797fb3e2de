"""Migrations of the journal's tables, run when a journal of an older form is opened."""
