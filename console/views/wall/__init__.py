"""The wall: read from eight metres in ten seconds."""
