"""The page of one case, open or long ended: its stages, reports, units, orders, evidence and every step."""
