"""From a learning management system and back: downloads become submissions, grades files that it imports."""
