"""Pure decisions: facts, plan match, reach, assignment, recommendation, cover. Nothing here reads or writes."""
