# Examples of README.md and the manual pages.
