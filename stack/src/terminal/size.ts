const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** `812 bytes`, `3.4 MB`. */
export function size(bytes: number): string {
  const power = bytes < 1_000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length - 1);
  return `${power === 0 ? bytes : (bytes / 1_000 ** power).toFixed(1)} ${UNITS[power]}`;
}
