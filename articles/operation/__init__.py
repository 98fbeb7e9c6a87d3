"""What the operator is told, and what is kept from everybody else on the machine."""
