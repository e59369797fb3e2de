"""Windows on a moment gone by: replay with its slider, two runs side by side, and every other window as of then."""
