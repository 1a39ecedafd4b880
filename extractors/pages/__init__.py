"""Reading pages: characters, words, rules and areas with their places."""
