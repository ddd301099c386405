"""One catalogue of texts per language."""
