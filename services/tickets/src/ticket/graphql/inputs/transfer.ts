import { type CommandReaders, text, words } from './command-input.ts';

export const TRANSFER_INPUTS: CommandReaders<'transferOut' | 'acceptTransfer' | 'declineTransfer'> = {
  transferOut: {
    requires: ['words'],
    read: (input) => ({ division: text(input.division), reason: text(input.reason), ...words(input) }),
  },
  acceptTransfer: {
    requires: ['words'],
    read: (input) => ({ transferId: text(input.transferId), ...words(input) }),
  },
  declineTransfer: {
    requires: ['words'],
    read: (input) => ({ transferId: text(input.transferId), reason: text(input.reason), ...words(input) }),
  },
};
