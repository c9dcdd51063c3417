/** A grid's area in words: the chain of its divisions below the province, and how large it is. */
export function areaText(divisionNames: readonly string[], squareMetres: number): string {
  const size =
    squareMetres >= 100_000
      ? `约 ${(squareMetres / 1_000_000).toFixed(2)} 平方公里`
      : `约 ${Math.round(squareMetres)} 平方米`;
  return [divisionNames.join(''), size].filter((part) => part !== '').join('，');
}
