"""Outside the user's processes: start a run, watch it, end it, read what it recorded."""
