"""What an organisation and its processes are: frozen values, their rules, and their exact analysis."""
