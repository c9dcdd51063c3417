const ERRORS = 'userErrors { code field message }';
const ROWS = 'rows { row outcome messages }';

/** Mutations that report row by row. */
const REPORTS: Readonly<Record<string, string>> = {
  importDivisions: ROWS,
  importGrids: ROWS,
  registerOrganizations: ROWS,
  registerPersons: ROWS,
  importAppointments: ROWS,
  pushRecords: `report { ${ROWS} }`,
  reportTickets: 'rows { row outcome messages }',
};

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** A mutation by its name, asking for nothing but what went wrong. */
export const mutationDocument = (name: string): string =>
  `mutation Try($input: ${capital(name)}Input!) { ${name}(input: $input) { ${REPORTS[name] ?? ''} ${ERRORS} } }`;
