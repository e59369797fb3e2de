"""The live picture, folded from events: incidents, orders, teams, stock, deadlines, timeline. Disposable."""
