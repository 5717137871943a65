# Which folder may include which.
TESTS += tests/edges/edges.sh
EXTRA_DIST += tests/edges/edges.sh
