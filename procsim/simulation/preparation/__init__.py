"""What a replication needs before its engine starts: cases, draws, people on duty."""
