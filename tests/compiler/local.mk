# Tests of compiler/.
