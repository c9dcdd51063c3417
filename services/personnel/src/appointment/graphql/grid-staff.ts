import type { PersonnelContext } from '../../context.ts';
import { asksForCards } from '../../person/graphql/person-fields.ts';

const INSTRUCTOR = 'INSTRUCTOR';
const LEADER = 'GRID_LEADER';

/** Who works in a grid: this service's part of another service's entity. */
export const gridStaff = {
  __resolveReference: ({ id }: { id: string }) => ({ id }),
  async leader({ id }: { id: string }, _: unknown, { loaders, selection }: PersonnelContext) {
    const asked = selection.fieldsOf('Grid');
    // Where the whole staff is asked for too, it is read once.
    const everybody = asked.has('staff') || asked.has('instructors');
    const staff = await (everybody ? loaders.staffOfGrid : loaders.leadersOfGrid).load(id);
    const leader = staff.find(({ position }) => position === LEADER);
    if (!leader) return null;
    return (asksForCards(selection) ? loaders.personReferredTo : loaders.personById).load(leader.personId);
  },
  staff: ({ id }: { id: string }, _: unknown, { loaders }: PersonnelContext) => loaders.staffOfGrid.load(id),
  async instructors({ id }: { id: string }, _: unknown, { loaders }: PersonnelContext) {
    const staff = await loaders.staffOfGrid.load(id);
    return staff.filter(({ position }) => position === INSTRUCTOR);
  },
};
