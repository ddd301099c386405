"""Organisations and their processes: frozen values, their rules, and their exact analysis."""
