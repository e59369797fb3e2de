"""Looking back: a period of a journal as boards of any moment, and two runs beside each other."""
