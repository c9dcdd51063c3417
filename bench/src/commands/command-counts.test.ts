import { describe, expect, it } from '@jest/globals';
import { commandCounts, commandsBetween, leastOf, totalOf } from './command-counts.ts';

const PAGE = `# HELP gridlink_database_commands_total Commands sent to the database by name
# TYPE gridlink_database_commands_total counter
gridlink_database_commands_total{command="find",service="tickets"} 12
gridlink_database_commands_total{service="tickets",command="aggregate"} 1.5e+3
gridlink_request_seconds_count{outcome="ok"} 7
`;

describe('counts of database commands', () => {
  it('are read from a metrics page, whatever the order of labels', () => {
    expect(commandCounts(PAGE)).toEqual({ find: 12, aggregate: 1500 });
  });

  it('differ between two looks by what came in between', () => {
    expect(commandsBetween({ find: 12, update: 3 }, { find: 15, update: 3, insert: 1 })).toEqual({
      find: 3,
      insert: 1,
    });
  });

  it('are free of what only now and then runs in the background', () => {
    expect(leastOf([{ find: 3, update: 1 }, { find: 4 }, { find: 3, hello: 1 }])).toEqual({ find: 3 });
  });

  it('add up', () => {
    expect(totalOf({ find: 3, aggregate: 2 })).toBe(5);
  });
});
