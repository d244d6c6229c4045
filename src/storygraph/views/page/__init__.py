"""The interactive page: its template, style and scripts, and the tables they read."""
