"""What outputs for people share: safe text, places, excerpts, colours, the summary."""
