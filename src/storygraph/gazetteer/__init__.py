"""The shipped table of countries, regions and towns, and what it says of names alone."""
