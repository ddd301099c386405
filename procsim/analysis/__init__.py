"""From logs to judgements: measurements of a run, effects between runs, checks of both."""
