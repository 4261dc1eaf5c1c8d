"""One file for each file of the project, of the same name; each test's docstring says what is true."""
