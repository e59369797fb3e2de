"""The controller's window of a drill: its course, its injects, what is true, what is expected."""
