# Measurements; built by "make bench", never by "make".
