const search = document.getElementById('search');
const entries = [...document.querySelectorAll('nav li')];
const groups = [...document.querySelectorAll('nav details')];
const openAtFirst = new Map(groups.map((group) => [group, group.open]));

/** What an entry is found by: its name and what its description says, Chinese or English. */
const words = new Map(
  entries.map((entry) => {
    const id = entry.querySelector('a').hash.slice(1);
    const described = document.getElementById(id);
    const said = [...(described?.querySelectorAll(':scope > p') ?? [])].map((line) => line.textContent);
    return [entry, [id, ...said].join(' ').toLowerCase()];
  }),
);

search.addEventListener('input', () => {
  const wanted = search.value.trim().toLowerCase();
  for (const entry of entries) entry.hidden = wanted !== '' && !words.get(entry).includes(wanted);
  for (const group of groups) {
    const left = group.querySelectorAll('li:not([hidden])').length;
    group.hidden = left === 0;
    group.open = wanted === '' ? openAtFirst.get(group) : left > 0;
  }
});

document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.target === search) return;
  event.preventDefault();
  search.focus();
});
