"""The road engine measured beside its peers: same roads, same teams, same questions, one run."""
