"""The synthetic demo district Xiaohe: drawn from one seed, the same bytes each time."""
