import { type Chance, chanceOf } from '@gridlink/bench';
import type { Stack } from '@gridlink/stack';
import { MongoClient } from 'mongodb';

const AT_A_TIME = 1_000;
const WORDS = ['井盖', '路灯', '噪声', '占道', '积水', '垃圾', '围挡', '消防通道', '电动车', '楼道'];

/** Texts that pack about as well as people's do. */
const textOf = (chance: Chance, words: number): string =>
  Array.from({ length: words }, () => WORDS[chance.int(0, WORDS.length - 1)]).join('');

/** Documents beside the platform's own, in a database of the installation, so that the minutes stand for a size worth naming. */
export async function loadBallast({ endpoints }: Stack, documents: number): Promise<void> {
  const chance = chanceOf(20_260_302);
  const client = await MongoClient.connect(endpoints.mongodb.uri);
  try {
    const ballast = client
      .db(`${endpoints.databasePrefix}_ballast`)
      .collection<{ _id: number; text: string; at: Date }>('documents');
    for (let first = 0; first < documents; first += AT_A_TIME) {
      const rows = Array.from({ length: Math.min(AT_A_TIME, documents - first) }, (_, n) => ({
        _id: first + n,
        at: new Date(1_772_400_000_000 + first + n),
        text: textOf(chance, 200),
      }));
      await ballast.insertMany(rows, { ordered: false });
    }
  } finally {
    await client.close();
  }
}
