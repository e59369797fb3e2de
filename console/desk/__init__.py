"""The only writer: every change, by whoever, is a command submitted here."""
