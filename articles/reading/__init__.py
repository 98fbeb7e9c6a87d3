"""What readers get and how often: pages, searches, kept answers, counts."""
