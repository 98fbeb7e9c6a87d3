"""What the newsroom decides: verbs, rights, curated places, versions, photos."""
