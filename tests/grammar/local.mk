# Tests of grammar/.
