"""Shows what is known: maps, figures and pages; the only place where numbers are rounded."""
