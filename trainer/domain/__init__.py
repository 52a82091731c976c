"""The ground floor: what is true of a practice. No I/O, no clock, no randomness it was not handed."""
