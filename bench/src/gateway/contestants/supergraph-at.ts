/** The supergraph with other addresses for its subgraphs. @throws Error when it has no subgraph of a name */
export function supergraphAt(supergraph: string, subgraphs: Readonly<Record<string, string>>): string {
  return Object.entries(subgraphs).reduce((text, [name, url]) => {
    const place = new RegExp(`(@join__graph\\(name: "${name}", url: )"[^"]*"`);
    if (!place.test(text)) throw new Error(`the supergraph has no subgraph ${name}`);
    return text.replace(place, (_whole, before: string) => `${before}"${url}"`);
  }, supergraph);
}
