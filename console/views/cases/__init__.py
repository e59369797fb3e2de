"""Every case of years: a list that filters, orders and searches at once, and one case's whole story beside it."""
