"""What an initiative works with and for: named methods, and target groups with their ages."""
