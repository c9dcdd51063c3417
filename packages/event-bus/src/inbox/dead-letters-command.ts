import { MongoClient } from 'mongodb';
import { createDeadLetters } from './dead-letters.ts';

/**
 * For operators: what consumers could not handle, and handling it again once the cause is mended.
 * `node dead-letters-command.ts list|replay <database> [consumer]`, with MONGODB_URI in the environment.
 */
const [action = 'list', database, consumer] = process.argv.slice(2);
const uri = process.env.MONGODB_URI;
if (!uri || !database || !['list', 'replay'].includes(action)) {
  console.error('usage: MONGODB_URI=… node dead-letters-command.ts list|replay <database> [consumer]');
  console.error('  databases: gridlink_grid, gridlink_personnel, gridlink_tickets, gridlink_dataexchange');
  process.exit(2);
}

const client = await MongoClient.connect(uri);
try {
  const letters = createDeadLetters(client.db(database));
  if (action === 'replay') {
    const asked = await letters.requestReplay(new Date(), consumer);
    console.log(`${asked} parked events will be handled again within seconds; "list" shows what fails once more`);
  } else {
    const parked = await letters.list(consumer);
    for (const { consumer: by, event, reason, attempts, parkedAt } of parked) {
      console.log(
        `${parkedAt.toISOString()}  ${by}  ${event.type}  ${event.subject}#${event.sequence}  ${attempts} attempts  ${reason}`,
      );
    }
    const unreadable = await letters.listUnreadable(consumer);
    for (const { consumer: by, subject, stream, streamSequence, bytes, reason, parkedAt } of unreadable) {
      console.log(
        `${parkedAt.toISOString()}  ${by}  ${subject}  ${stream}#${streamSequence}  ${bytes} bytes  ${reason}`,
      );
    }
    console.log(`${parked.length} parked events and ${unreadable.length} unreadable messages in ${database}`);
  }
} finally {
  await client.close();
}
