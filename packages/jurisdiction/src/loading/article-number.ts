const DIGITS = '零一二三四五六七八九';

/** `第三十条第二款` → 30; articles of these regulations stay under 1,000. */
export function articleNumber(article: string): number {
  const numeral = /^第([一二三四五六七八九十百零]+)条/.exec(article)?.[1] ?? '';
  let total = 0;
  let digit = 0;
  for (const sign of numeral) {
    const scale = sign === '百' ? 100 : sign === '十' ? 10 : 0;
    if (scale === 0) digit = DIGITS.indexOf(sign);
    else {
      // 十五 has no digit before its ten.
      total += (digit || 1) * scale;
      digit = 0;
    }
  }
  return total + digit;
}
