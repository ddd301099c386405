"""From a model to a plan: names become numbers, choices of place are made."""
