"""What the outputs for other programs share: order, places, JSON in pieces, commands of a runner."""
