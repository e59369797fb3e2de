"""The command line: arguments to a mode, nothing else."""
