"""What is handed out whole: the program with which anybody verifies a licence without this platform."""
