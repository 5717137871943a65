# Filters and their verdicts, as records, against the interpreter and libpcap.
