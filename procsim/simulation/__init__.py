"""The run: prepared cases and draws, a flat plan, an engine that walks it, and the log it writes."""
