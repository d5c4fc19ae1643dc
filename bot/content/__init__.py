"""What can be said, and where it comes from."""
