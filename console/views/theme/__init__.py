"""How the console looks: every colour, size and font comes from here and nowhere else."""
