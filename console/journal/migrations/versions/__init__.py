"""One module per revision, in order; never edited once released."""
