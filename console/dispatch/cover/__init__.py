"""Cover: who reaches which grid in time, what sending teams costs, how to win it back, where teams should stand."""
