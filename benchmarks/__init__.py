"""Engine speed, side by side with the same work written by hand."""
