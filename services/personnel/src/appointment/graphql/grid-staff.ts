import type { PersonnelContext } from '../../context.ts';

const INSTRUCTOR = 'INSTRUCTOR';
const LEADER = 'GRID_LEADER';

/** Who works in a grid: this service's part of another service's entity. */
export const gridStaff = {
  __resolveReference: ({ id }: { id: string }) => ({ id }),
  async leader({ id }: { id: string }, _: unknown, { loaders }: PersonnelContext) {
    const staff = await loaders.staffOfGrid.load(id);
    const leader = staff.find(({ position }) => position === LEADER);
    return leader ? loaders.personById.load(leader.personId) : null;
  },
  staff: ({ id }: { id: string }, _: unknown, { loaders }: PersonnelContext) => loaders.staffOfGrid.load(id),
  async instructors({ id }: { id: string }, _: unknown, { loaders }: PersonnelContext) {
    const staff = await loaders.staffOfGrid.load(id);
    return staff.filter(({ position }) => position === INSTRUCTOR);
  },
};
