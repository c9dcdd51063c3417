const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text that is safe in an element and in a quoted attribute. */
export const escaped = (text: string): string =>
  text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character);

export const link = (name: string): string => `<a href="#${escaped(name)}">${escaped(name)}</a>`;

/** A description as the schema has it: the first line Chinese, the rest English. */
export function bilingual(description: string | null | undefined): string {
  const [zh = '', ...en] = (description ?? '').split('\n');
  if (!zh) return '';
  return `<p class="zh" lang="zh-CN">${escaped(zh)}</p>${en.length > 0 ? `<p class="en" lang="en">${escaped(en.join(' '))}</p>` : ''}`;
}
