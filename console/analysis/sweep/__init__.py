"""What many drills together say: each night's figures, shares with intervals, the page that shows them."""
