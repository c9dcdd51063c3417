/**
 * What other services' pages refer to - a department's name, a grid's leader - is asked for on each of them and changes rarely. It may
 * be two seconds behind what another process has written (docs/adr/0034); whoever asks for the thing itself is answered from the database.
 */
export const REFERENCES = { freshMs: 2_000, most: 5_000 } as const;
