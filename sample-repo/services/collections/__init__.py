"""Collections: whom to call first, and whom not to call at all."""
