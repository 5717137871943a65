# Filters that are wrong, and what is said about them.
check_PROGRAMS += tests/diag/diag_test
TESTS += tests/diag/diag_test
EXTRA_DIST += \
	tests/diag/compared.t \
	tests/diag/constant.t \
	tests/diag/display.t \
	tests/diag/heads.t \
	tests/diag/inherit.t \
	tests/diag/lexical.t \
	tests/diag/lint.t \
	tests/diag/limits.t \
	tests/diag/links.t \
	tests/diag/names.t \
	tests/diag/numbers.t \
	tests/diag/operands.t \
	tests/diag/qualifiers.t \
	tests/diag/scope.t \
	tests/diag/sets.t \
	tests/diag/structure.t \
	tests/diag/values.t \
	tests/diag/words.t
