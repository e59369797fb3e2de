"""The duty window: who has the desk, who is on duty when and where, and the hand-over."""
