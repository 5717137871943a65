# Tests of capture/.
