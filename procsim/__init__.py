"""procsim: simulate administrative processes across offices and compare ways of delivering them."""

__version__ = "0.1.0"
