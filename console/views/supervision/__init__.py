"""The supervision list: which cases are late or carry a card, and who is told."""
