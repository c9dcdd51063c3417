import { TICKET_STAGES } from '@gridlink/contracts';
import type { Collection } from 'mongodb';
import type { TicketRepository, Totals } from '../use-cases/ticket-repository.ts';
import type { TicketDocument } from './ticket-document.ts';
import { listFilter, scopeBesides } from './ticket-filter.ts';

type Figures = Pick<TicketRepository, 'countByStage' | 'totalsOfGrids' | 'exceptionUses'>;

/** Counts, grouped by the database along an index of the scope. */
export function ticketFigures(collection: Collection<TicketDocument>): Figures {
  return {
    /** A count a stage, each along its stretch of the index; grouping would read every document of the scope. */
    async countByStage(scope, filter) {
      const counted = await Promise.all(
        TICKET_STAGES.map(async (stage) => ({
          stage,
          count: await collection.count(listFilter(scope, { ...filter, stage })),
        })),
      );
      return counted.filter(({ count }) => count > 0);
    },

    async exceptionUses(scope, ids) {
      if (ids.length === 0) return new Map();
      const counted = await collection
        .aggregate<{ _id: string; count: number }>([
          { $match: { exceptions: { $in: ids }, ...scopeBesides(scope) } },
          { $project: { exceptions: 1 } },
          { $unwind: '$exceptions' },
          { $group: { _id: '$exceptions', count: { $sum: 1 } } },
        ])
        .toArray();
      return new Map(counted.map(({ _id, count }) => [_id, count]));
    },

    async totalsOfGrids(scope, gridIds) {
      const counted = await collection
        .aggregate<{ _id: { gridId: string; stage: Totals['stage'] }; count: number; late: number }>([
          { $match: { seenBy: { $in: gridIds }, ...scopeBesides(scope) } },
          {
            $group: {
              _id: { gridId: '$gridId', stage: '$stage' },
              count: { $sum: 1 },
              late: { $sum: { $cond: ['$late', 1, 0] } },
            },
          },
        ])
        .toArray();
      return gridIds.map((gridId) => {
        const own = counted.filter(({ _id }) => _id.gridId === gridId);
        return {
          gridId,
          totals: own.map(({ _id, count }) => ({ stage: _id.stage, count })),
          late: own.reduce((sum, { late }) => sum + late, 0),
        };
      });
    },
  };
}
