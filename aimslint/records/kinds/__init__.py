"""One module a record kind. A new module here is a new kind; one that begins with `_` holds parts of another."""
