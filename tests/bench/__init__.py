"""How fast the paper is on this machine, beside what the machine can do: `make bench`."""
