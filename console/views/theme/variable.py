"""The variable of the environment that names the theme of one start; known without Qt."""

THEME_VARIABLE = "DISPATCH_CONSOLE_THEME"
"""What ``--theme`` sets; it goes before the theme an officer kept."""
