import { type Program, programOfEnvironment, Refused, setting } from './gridlink.ts';

const ME = 'query Me { me { jurisdiction roles organization { code name } } }';
const REPORT = `mutation Report($input: ReportTicketInput!) {
  reportTicket(input: $input) {
    receipt { code queryCode acceptBy }
    duplicate
    userErrors { code field message article }
  }
}`;
const OPEN = `query Open($unit: String!, $after: String) {
  tickets(first: 5, after: $after, filter: { unit: $unit }) {
    nodes { code title stage dueAt late grid { code name } assignments { id state unit { code } } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const PUBLISH = `mutation Publish($input: PublishResourceInput!) {
  publishResource(input: $input) { resource { id code } userErrors { code field message article } }
}`;
const PUSH = `mutation Push($input: PushRecordsInput!) {
  pushRecords(input: $input) {
    report { replayed created updated unchanged refused rows { row outcome messages } }
    userErrors { code field message article }
  }
}`;

type Receipt = { readonly receipt: { readonly code: string }; readonly duplicate: boolean };

/** Latitude and longitude changed places: the answer names the field and says so. Mended, it is taken; sent again, it is the same. */
async function handIn(program: Program): Promise<void> {
  const matter = {
    source: 'DEPARTMENT',
    title: '井盖缺失',
    text: '大学路与中原路交叉口东北角井盖缺失。',
    externalId: `TS-${setting('GRIDLINK_RUN')}`,
  };
  const at = (longitude: number, latitude: number) => ({
    ...matter,
    place: { address: '大学路与中原路交叉口', longitude, latitude, system: 'WGS84' },
  });
  try {
    await program.command(REPORT, at(34.7502, 113.6401));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    for (const { code, field, message } of error.userErrors)
      console.log(`refused ${code} ${field.join('.')}: ${message}`);
  }
  const first = await program.command<Receipt>(REPORT, at(113.6401, 34.7502));
  const again = await program.command<Receipt>(REPORT, at(113.6401, 34.7502));
  console.log(`handed in ${first.receipt.code}, duplicate ${first.duplicate}`);
  console.log(`sent again ${again.receipt.code}, duplicate ${again.duplicate}`);
}

async function readTickets(program: Program, unit: string): Promise<void> {
  let pages = 0;
  const codes = new Set<string>();
  for await (const nodes of program.pages<{ code: string }>(OPEN, { unit })) {
    pages++;
    for (const { code } of nodes) codes.add(code);
  }
  console.log(`tickets ${codes.size} on ${pages} pages`);
}

async function pushRows(program: Program): Promise<void> {
  const declaration = {
    title: '窨井台账',
    sharing: 'CONDITIONAL',
    refresh: 'MONTHLY',
    fields: [
      { name: 'id', title: '编号', type: 'TEXT', grade: 'INTERNAL', keyField: true },
      { name: 'keeper', title: '管护人电话', type: 'PHONE', grade: 'PERSONAL' },
    ],
  };
  const { resource } = await program.command<{ resource: { id: string } }>(PUBLISH, {
    name: 'MANHOLES_TS',
    declaration,
  });
  const rows = [
    { id: 'YJ-1', keeper: '13900001234' },
    { id: 'YJ-2', keeper: 'not a number' },
  ];
  const batch = { resource: resource.id, batchId: setting('GRIDLINK_RUN'), rows };
  type Report = {
    created: number;
    refused: number;
    replayed: boolean;
    rows: { outcome: string; messages: string[] }[];
  };
  const { report } = await program.command<{ report: Report }>(PUSH, batch);
  console.log(`pushed: created ${report.created}, refused ${report.refused}`);
  for (const { outcome, messages } of report.rows)
    if (outcome === 'REFUSED') console.log(`refused row: ${messages.join(' ')}`);
  const again = await program.command<{ report: Report }>(PUSH, batch);
  console.log(`pushed again: replayed ${again.report.replayed}`);
}

const program = programOfEnvironment();
const { me } = await program.ask<{ me: { jurisdiction: string; organization: { code: string; name: string } } }>(ME);
console.log(`signed in for ${me.organization.code} ${me.organization.name} (${me.jurisdiction})`);
await handIn(program);
await readTickets(program, me.organization.code);
await pushRows(program);
