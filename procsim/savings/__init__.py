"""What a change is worth: from effects to money over time."""
