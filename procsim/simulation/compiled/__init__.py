"""The kernel of the compiled engine: tables of integers, and the functions that turn them."""
