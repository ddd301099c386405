"""The command as users run it, and what it leaves behind."""
