# libpfc as an installed library.
