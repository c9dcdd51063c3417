/** What a cell of a table that is given out may hold; an instant is told in China's time. */
export type Cell = string | number | boolean | Date | null;

const IN_CHINA = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** The words of a cell as a person reads them: `2026-03-02 10:00:00`, 是 or 否. */
export function cellText(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Date) return IN_CHINA.format(cell);
  return typeof cell === 'boolean' ? (cell ? '是' : '否') : String(cell);
}
