"""What library names mean, as tables that one can read and extend."""
