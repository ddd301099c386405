"""The sections of the files: what each key means and how its value is read."""
