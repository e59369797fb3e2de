"""The words: frozen dataclasses, enums, transition tables, commands and events. Pure, no input or output."""
