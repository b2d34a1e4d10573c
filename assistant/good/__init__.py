"""What good looks like: frameworks as people look things up in them, and checking one's own service against them."""
