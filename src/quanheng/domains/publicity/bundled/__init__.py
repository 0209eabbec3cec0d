"""Programs that travel with a release of open data; standard library only."""
