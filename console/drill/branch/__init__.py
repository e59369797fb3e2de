"""What-if: an exercise that goes on from a moment of another journal, with something decided differently."""
