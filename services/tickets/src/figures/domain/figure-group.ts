/** How figures are grouped. */
export type FigureGroup = 'AREA' | 'UNIT' | 'CATEGORY' | 'DAY' | 'MONTH';
