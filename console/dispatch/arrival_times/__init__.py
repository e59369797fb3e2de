"""When a team will be there, as a range: turnout by its state, travel, and what completed responses have taught."""
