"""How a run is told: as JSON that a schema describes, and as a transcript that people read."""
