"""What the operations of a plan mean: the rooms of the reference engine."""
