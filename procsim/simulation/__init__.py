"""The run: prepared cases and draws, a flat plan, an engine that walks it, and its log."""
