"""Tests of the shape of the code and of what its pages promise."""
