"""One module a record kind. A new module here is a new kind."""
