"""Tables of the shipped models, kept to notice when numbers change."""
