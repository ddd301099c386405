"""The parts of a report: from a study to sentences and tables of finished texts."""
