import { type Exchange, people, startExchange } from './exchange.ts';
import {
  idNumber,
  publish,
  push,
  READ,
  REQUEST,
  REVIEW,
  type Read,
  type Requested,
  type Reviewed,
  ZHANG,
} from './stories.ts';

type Input = Record<string, unknown>;
type Pending = NonNullable<Requested['requestShare']['request']>;

const WISH = { fields: ['name', 'phone', 'village'], purpose: '入户走访核实', termDays: 30 };

export type SharingStory = {
  readonly exchange: Exchange;
  /** A register with a row in each of two towns. */
  readonly resource: string;
  /** Urban management asks civil affairs, unless said otherwise. */
  request(input: Input, who?: unknown): ReturnType<typeof asks>;
  refusals(input: Input, who?: unknown): Promise<string[] | undefined>;
  pending(input?: Input): Promise<Pending>;
  review(input: Input, who?: unknown): ReturnType<typeof reviews>;
  read(grant: string, extra?: Input, who?: unknown): ReturnType<typeof reads>;
};

const asks = (exchange: Exchange, who: unknown, input: Input) => exchange.ask<Requested>(who, REQUEST, { input });
const reviews = (exchange: Exchange, who: unknown, input: Input) => exchange.ask<Reviewed>(who, REVIEW, { input });
const reads = (exchange: Exchange, who: unknown, variables: Input) => exchange.ask<Read>(who, READ, variables);

export async function startSharing(): Promise<SharingStory> {
  const exchange = await startExchange();
  const resource = await publish(exchange, 'ELDERLY');
  await push(exchange, resource, 'b1', [ZHANG, { ...ZHANG, idNumber: idNumber(1), village: '410105002001' }]);
  const request: SharingStory['request'] = (input, who = people.urbanSteward) =>
    asks(exchange, who, { resource, ...WISH, ...input });
  return {
    exchange,
    resource,
    request,
    refusals: async (input, who) => (await request(input, who)).data?.requestShare.userErrors.map(({ code }) => code),
    async pending(input = {}) {
      const made = (await request(input)).data?.requestShare.request;
      if (!made) throw new Error('not requested');
      return made;
    },
    review: (input, who = people.civilSteward) => reviews(exchange, who, input),
    read: (grant, extra = {}, who = people.urbanSteward) => reads(exchange, who, { grant, ...extra }),
  };
}
