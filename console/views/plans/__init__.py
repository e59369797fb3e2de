"""The workshop of plans: read, change, check, try, compare and publish them."""
