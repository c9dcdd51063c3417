import { describe, expect, it } from '@jest/globals';
import { supergraphAt } from './supergraph-at.ts';

const SUPERGRAPH = `enum join__Graph {
  GRID @join__graph(name: "grid", url: "http://grid/graphql")
  TICKETS @join__graph(name: "tickets", url: "http://tickets/graphql")
}`;

describe('a supergraph at other addresses', () => {
  it('has them', () => {
    const moved = supergraphAt(SUPERGRAPH, {
      grid: 'http://127.0.0.1:1/graphql',
      tickets: 'http://127.0.0.1:2/graphql',
    });
    expect([...moved.matchAll(/url: "([^"]*)"/g)].map(([, url]) => url)).toEqual([
      'http://127.0.0.1:1/graphql',
      'http://127.0.0.1:2/graphql',
    ]);
  });

  it('is refused for a subgraph it does not have', () => {
    expect(() => supergraphAt(SUPERGRAPH, { personnel: 'http://127.0.0.1:1' })).toThrow('no subgraph personnel');
  });
});
