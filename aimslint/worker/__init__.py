"""Another process of ours: started and talked to (`process`), in messages of plain data (`talking`)."""
