import { describe, expect, it } from '@jest/globals';
import { body } from '../../../test/appointment-facts.ts';
import { decideDissolution } from './organization-dissolution.ts';

const office = body('410902001000', 'TOWN', 'puyang');
const successor = body('410902002000', 'TOWN', 'puyang');

describe('dissolving an organization', () => {
  it('[P16] names who takes over', () => {
    expect(decideDissolution(office, successor.code, successor)).toMatchObject({
      kind: 'DISSOLVE',
      organization: { active: false, successor: successor.code },
    });
  });

  it.each([
    ['that is dissolved already', { ...office, active: false }, successor.code, successor, 'ALREADY_DISSOLVED'],
    ['without a successor', office, 'nobody', undefined, 'NO_SUCCESSOR'],
    ['in favour of itself', office, office.code, office, 'SUCCESSOR_IS_ITSELF'],
    ['in favour of a dissolved one', office, successor.code, { ...successor, active: false }, 'SUCCESSOR_DISSOLVED'],
    [
      'in favour of one elsewhere',
      office,
      successor.code,
      { ...successor, jurisdiction: 'jiangsu' },
      'SUCCESSOR_ELSEWHERE',
    ],
  ])('[P16] refuses one %s', (_, organization, code, other, kind) => {
    expect(decideDissolution(organization, code, other)).toMatchObject({ kind: 'REFUSE', refusal: { kind } });
  });
});
