"""Who gets in: passwords, guesses at them, the second factor, sessions, and what the log tells of all that."""
