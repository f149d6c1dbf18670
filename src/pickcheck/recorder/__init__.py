"""Inside the user's processes: observes and decides nothing. Standard library only."""
