"""Rating a reply, with evidence."""
