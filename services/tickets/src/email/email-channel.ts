import type { Delivery, DeliveryPart } from '../delivery/domain/delivery.ts';
import { messageId } from '../delivery/domain/message-id.ts';
import type { Channel } from '../delivery/use-cases/channel.ts';
import { codeOf, type Notification } from '../notification/domain/notification.ts';
import { wordsOf } from '../notification/domain/words.ts';
import { CONFIRMATION, isOfCode } from '../preference/domain/confirmation-delivery.ts';
import type { AccountRecord } from '../preference/domain/preferences.ts';
import { heldUntil } from '../preference/domain/quiet-hours.ts';
import type { MailCodes } from '../preference/mail-codes.ts';
import type { AccountRecords } from '../preference/use-cases/account-records.ts';
import { addressOf } from '../preference/use-cases/set-preferences.ts';
import type { TextSeal } from '../reporter/text-seal.ts';
import { codeMail, digestOf, type Mail } from './email-words.ts';
import type { Smtp } from './smtp.ts';

export type EmailChannelDeps = {
  readonly accounts: Pick<AccountRecords, 'find' | 'mailed'>;
  readonly textSeal: TextSeal;
  readonly mailCodes: MailCodes;
  readonly smtp: Smtp;
};

const MINUTE_MS = 60_000;
/** Who has not been here for so long is mailed no more: where he works now, nobody knows. */
const SEEN_WITHIN_MS = 30 * 86_400_000;

const partOf = (notification: Notification): DeliveryPart => ({ id: notification.id, ...wordsOf(notification) });

/** Of what an account's desks were told by one event, that which it is mailed: once, however many desks it works at. */
const wanted = ({ mail, desks }: AccountRecord, told: readonly Notification[]): Notification | undefined =>
  told.find(({ kind, desks: on }) => on.some((desk) => desks.includes(desk)) && !mail?.off.includes(kind));

/** What is held until the same instant is one letter. A minute later, so that what was told in the last moment is in it. */
function deliveryTo({ subject, mail }: AccountRecord, notification: Notification, now: Date): Delivery {
  const held = mail === null || notification.urgent ? null : heldUntil(mail, now);
  return {
    id: held === null ? `${notification.id}|${subject}` : `digest|${subject}|${held.getTime()}`,
    channel: 'EMAIL',
    receiver: subject,
    event: held === null ? notification.verb : 'digest',
    kind: held === null ? notification.kind : null,
    ticketCode: held === null ? notification.ticketCode : null,
    code: held === null ? codeOf(notification) : null,
    body: '',
    parts: [partOf(notification)],
    createdAt: now,
    state: 'PENDING',
    attempts: 0,
    nextAt: held === null ? now : new Date(held.getTime() + MINUTE_MS),
    lastAt: null,
    status: null,
    problem: null,
  };
}

/** Mails people what their desk is told, at the hours they want it; alarms and urgent matters at any hour. */
export function createEmailChannel({ accounts, textSeal, mailCodes, smtp }: EmailChannelDeps): Channel {
  /** What is still wanted of a delivery, as it is now. */
  const letterOf = ({ mail, desks }: AccountRecord, delivery: Delivery, to: string): Mail | null => {
    const { event, receiver: subject, parts = [] } = delivery;
    if (event === CONFIRMATION) {
      const code = mail?.confirmation;
      return code && isOfCode(delivery, code)
        ? codeMail(mailCodes.codeFor({ subject, address: to, issuedAt: code.issuedAt }))
        : null;
    }
    // Held mail is for a desk: whoever has left it since gets none of it.
    return mail?.confirmedAt && desks.length > 0 ? digestOf(parts) : null;
  };

  return {
    name: 'EMAIL',

    async deliveriesOf(told, now) {
      const [first] = told;
      if (first === undefined) return [];
      const desks = [...new Set(told.flatMap((notification) => notification.desks))];
      const place = { jurisdiction: first.jurisdiction, desks };
      const people = await accounts.mailed(place, new Date(now.getTime() - SEEN_WITHIN_MS));
      return people.flatMap((person) => {
        const notification = wanted(person, told);
        return notification === undefined ? [] : [deliveryTo(person, notification, now)];
      });
    },

    async send(delivery) {
      const { id, receiver } = delivery;
      const record = await accounts.find(receiver);
      const to = record.mail && textSeal.open(addressOf(receiver), record.mail.sealedAddress);
      const letter = to === null ? null : letterOf(record, delivery, to);
      if (to === null || letter === null)
        return { kind: 'GIVE_UP', status: null, problem: '已不再接收邮件 (no mail wanted any more)' };
      return smtp.send({ ...letter, to, messageId: messageId(id) });
    },
  };
}
