"""Flow analysis: what cases come to and ask of the posts, computed exactly before any run."""
